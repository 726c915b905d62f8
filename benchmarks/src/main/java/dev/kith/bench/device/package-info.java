/// Simulated devices: a socket that says hello, receives, acknowledges and fetches what it has missed, and what is
/// asked of many of them.
@NullMarked
package dev.kith.bench.device;

import org.jspecify.annotations.NullMarked;
