/// What the Java SDK does on a device: first sync, coming back, conversation list and search without a connection.
@NullMarked
package dev.kith.bench.client;

import org.jspecify.annotations.NullMarked;
