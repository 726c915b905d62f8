@NullMarked
package dev.kith.messaging.receipt;

import org.jspecify.annotations.NullMarked;
