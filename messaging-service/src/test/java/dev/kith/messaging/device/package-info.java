@NullMarked
package dev.kith.messaging.device;

import org.jspecify.annotations.NullMarked;
