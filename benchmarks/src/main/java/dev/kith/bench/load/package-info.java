/// The open loop: load that does not wait for answers.
@NullMarked
package dev.kith.bench.load;

import org.jspecify.annotations.NullMarked;
