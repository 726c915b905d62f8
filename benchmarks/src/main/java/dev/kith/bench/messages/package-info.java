/// Messages between pairs of users: latency, and none lost, doubled or out of order.
@NullMarked
package dev.kith.bench.messages;

import org.jspecify.annotations.NullMarked;
