/// What is said about calls between the offer, which is a message, and their end.
@NullMarked
package dev.kith.messaging.call;

import org.jspecify.annotations.NullMarked;
