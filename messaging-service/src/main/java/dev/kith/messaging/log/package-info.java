/// The inbox log: what was acknowledged there is accepted, and its order is the order.
@NullMarked
package dev.kith.messaging.log;

import org.jspecify.annotations.NullMarked;
