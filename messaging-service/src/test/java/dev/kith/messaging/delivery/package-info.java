@NullMarked
package dev.kith.messaging.delivery;

import org.jspecify.annotations.NullMarked;
