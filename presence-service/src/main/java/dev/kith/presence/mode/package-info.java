/// One's own mode: visible or invisible.
@NullMarked
package dev.kith.presence.mode;

import org.jspecify.annotations.NullMarked;
