@NullMarked
package dev.kith.messaging.group;

import org.jspecify.annotations.NullMarked;
