/// Parts of the stack killed in the middle of work, and what became of the work: it has to end as if nothing had
/// happened.
@NullMarked
package dev.kith.bench.chaos;

import org.jspecify.annotations.NullMarked;
