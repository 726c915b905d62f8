package dev.kith.contacts.rotation;

import java.util.Arrays;

/// How far a key has come. The order is that of its life, and is stored.
enum Step {
    /// Users are being put into the directory under it.
    FILLING(0),
    /// Every user stands in the directory under it. Nothing else does yet.
    FILLED(1),
    /// It is in use; what stands under older keys is being brought under it as far as the server can.
    MOVING(2),
    /// That has been done.
    DONE(3),
    /// It is being done once more, to count what is left.
    COUNTING(4),
    /// The key is gone: entries that still stand under it are being removed.
    DROPPING(5),
    /// No entry is under it; its rows in the directory are being removed, and then its own.
    CLEARING(6);

    private final int stored;

    Step(int stored) {
        this.stored = stored;
    }

    int stored() {
        return stored;
    }

    static Step ofStored(int stored) {
        return Arrays.stream(values())
                .filter(step -> step.stored == stored)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step is stored as " + stored));
    }

    /// Whether entries are, or were, stored under the key.
    boolean isUsed() {
        return compareTo(MOVING) >= 0;
    }

    /// Whether nothing is left to do before older keys may go.
    boolean isSettled() {
        return this == DONE || this == COUNTING;
    }
}
