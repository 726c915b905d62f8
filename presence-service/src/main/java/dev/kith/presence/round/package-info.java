/// Work that goes round and round.
@NullMarked
package dev.kith.presence.round;

import org.jspecify.annotations.NullMarked;
