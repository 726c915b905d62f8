package dev.kith.bench.groups;

import dev.kith.bench.device.Load;

/// What is asked for.
record GroupPlan(Shape shape, Load load) {
    /// So that what is kept of every message and user fits into memory.
    static final long MOST_MARKS = 500_000_000;
}
