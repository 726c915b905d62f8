/// One's own messages over REST.
@NullMarked
package dev.kith.messaging.history;

import org.jspecify.annotations.NullMarked;
