@NullMarked
package dev.kith.messaging.post;

import org.jspecify.annotations.NullMarked;
