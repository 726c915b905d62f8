@NullMarked
package dev.kith.messaging.gather;

import org.jspecify.annotations.NullMarked;
