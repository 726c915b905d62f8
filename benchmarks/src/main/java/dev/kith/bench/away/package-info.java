/// `bench away`: a device that comes back to a full inbox.
@NullMarked
package dev.kith.bench.away;

import org.jspecify.annotations.NullMarked;
