@NullMarked
package dev.kith.messaging.people;

import org.jspecify.annotations.NullMarked;
