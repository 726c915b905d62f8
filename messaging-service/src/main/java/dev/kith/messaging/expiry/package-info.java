/// The end of messages that nobody came for.
@NullMarked
package dev.kith.messaging.expiry;

import org.jspecify.annotations.NullMarked;
