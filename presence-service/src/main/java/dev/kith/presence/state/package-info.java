/// From sessions to the announced state: online at once, offline after a delay, silent deaths found by a sweep.
@NullMarked
package dev.kith.presence.state;

import org.jspecify.annotations.NullMarked;
