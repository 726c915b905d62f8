/// Files: taken in however often the line breaks, given to those for whom they are.
@NullMarked
package dev.kith.media;

import org.jspecify.annotations.NullMarked;
