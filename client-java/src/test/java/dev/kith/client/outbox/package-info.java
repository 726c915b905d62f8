@NullMarked
package dev.kith.client.outbox;

import org.jspecify.annotations.NullMarked;
