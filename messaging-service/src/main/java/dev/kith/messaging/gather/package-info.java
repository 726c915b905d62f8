/// Questions that come one by one and are asked together.
@NullMarked
package dev.kith.messaging.gather;

import org.jspecify.annotations.NullMarked;
