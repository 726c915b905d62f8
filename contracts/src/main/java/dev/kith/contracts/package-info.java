/**
 * What crosses a process boundary: socket frames, events, topics and error codes.
 *
 * <p>Frames and events are generated from {@code src/main/proto}; their comments carry the promises. No framework and
 * Java 17 only, because apps embed this module through the SDK.
 */
@NullMarked
package dev.kith.contracts;

import org.jspecify.annotations.NullMarked;
