/** What this device keeps of its user, in one SQLite database: messages, conversations, what waits to be sent. */
@NullMarked
package dev.kith.client.store;

import org.jspecify.annotations.NullMarked;
