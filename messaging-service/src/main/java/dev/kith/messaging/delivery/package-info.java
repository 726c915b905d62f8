/// From a committed change to the sockets of its user, on this node or another.
@NullMarked
package dev.kith.messaging.delivery;

import org.jspecify.annotations.NullMarked;
