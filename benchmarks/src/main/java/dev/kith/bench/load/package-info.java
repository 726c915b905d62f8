/// The open loop: load that does not wait for answers, and what is kept of each item of it.
@NullMarked
package dev.kith.bench.load;

import org.jspecify.annotations.NullMarked;
