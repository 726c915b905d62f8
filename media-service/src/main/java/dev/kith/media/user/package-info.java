/// Who has left.
@NullMarked
package dev.kith.media.user;

import org.jspecify.annotations.NullMarked;
