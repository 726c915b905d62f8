/// How a benchmark ends: exit codes and failures.
@NullMarked
package dev.kith.bench.outcome;

import org.jspecify.annotations.NullMarked;
