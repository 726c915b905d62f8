@NullMarked
package dev.kith.messaging.inbox;

import org.jspecify.annotations.NullMarked;
