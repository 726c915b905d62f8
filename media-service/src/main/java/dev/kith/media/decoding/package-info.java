/// Pictures of strangers, decoded in processes that have nothing to lose.
@NullMarked
package dev.kith.media.decoding;

import org.jspecify.annotations.NullMarked;
