@NullMarked
package dev.kith.client.inbox;

import org.jspecify.annotations.NullMarked;
