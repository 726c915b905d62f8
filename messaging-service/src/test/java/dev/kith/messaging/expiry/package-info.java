@NullMarked
package dev.kith.messaging.expiry;

import org.jspecify.annotations.NullMarked;
