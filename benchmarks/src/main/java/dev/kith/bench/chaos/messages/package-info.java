/// Messages under faults: devices that behave as devices do, what is broken under them, and the checker of what they
/// were promised.
@NullMarked
package dev.kith.bench.chaos.messages;

import org.jspecify.annotations.NullMarked;
