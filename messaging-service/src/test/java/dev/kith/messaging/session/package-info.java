@NullMarked
package dev.kith.messaging.session;

import org.jspecify.annotations.NullMarked;
