/** The SDK for threads that wait: the same functions, whose answers are returned. */
@NullMarked
package dev.kith.client.blocking;

import org.jspecify.annotations.NullMarked;
