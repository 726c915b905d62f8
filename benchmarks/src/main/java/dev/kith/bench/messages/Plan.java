package dev.kith.bench.messages;

import dev.kith.bench.device.Load;

/// What is asked for.
///
/// @param receipts whether each message asks for a delivery receipt
record Plan(int pairs, boolean receipts, Load load) {
    /// So that what is kept of every message fits into memory.
    static final long MOST_MESSAGES = 20_000_000;

    int users() {
        return 2 * pairs;
    }
}
