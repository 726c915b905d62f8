@NullMarked
package dev.kith.messaging.groupinbox;

import org.jspecify.annotations.NullMarked;
