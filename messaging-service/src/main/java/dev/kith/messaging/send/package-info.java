/// Accepting a message.
@NullMarked
package dev.kith.messaging.send;

import org.jspecify.annotations.NullMarked;
