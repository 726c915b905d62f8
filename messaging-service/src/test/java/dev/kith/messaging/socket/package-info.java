@NullMarked
package dev.kith.messaging.socket;

import org.jspecify.annotations.NullMarked;
