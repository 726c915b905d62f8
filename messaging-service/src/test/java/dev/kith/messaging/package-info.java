@NullMarked
package dev.kith.messaging;

import org.jspecify.annotations.NullMarked;
