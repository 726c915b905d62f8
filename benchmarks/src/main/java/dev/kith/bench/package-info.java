/// Load on a running stack, one command a benchmark.
@NullMarked
package dev.kith.bench;

import org.jspecify.annotations.NullMarked;
