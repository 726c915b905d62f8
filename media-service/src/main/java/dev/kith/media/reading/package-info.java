/// Giving files out, to whom they are for.
@NullMarked
package dev.kith.media.reading;

import org.jspecify.annotations.NullMarked;
