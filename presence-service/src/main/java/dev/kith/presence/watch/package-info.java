/// Leases on other people's presence.
@NullMarked
package dev.kith.presence.watch;

import org.jspecify.annotations.NullMarked;
