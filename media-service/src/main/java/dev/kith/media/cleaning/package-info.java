/// What nobody needs any more goes.
@NullMarked
package dev.kith.media.cleaning;

import org.jspecify.annotations.NullMarked;
