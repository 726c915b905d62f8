/// Letting in who asks.
@NullMarked
package dev.kith.messaging.request;

import org.jspecify.annotations.NullMarked;
