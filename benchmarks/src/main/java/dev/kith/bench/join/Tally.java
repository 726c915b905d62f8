package dev.kith.bench.join;

import java.util.HashSet;
import java.util.Set;

/// Who was told, against who has to be.
final class Tally {
    private final Set<Long> holders;
    private final Set<Long> told = new HashSet<>();
    private long doubled;
    private long strangers;
    private long lastNanos;

    Tally(Set<Long> holders) {
        this.holders = Set.copyOf(holders);
    }

    void heard(long recipient) {
        if (!holders.contains(recipient)) {
            strangers++;
        } else if (told.add(recipient)) {
            lastNanos = System.nanoTime();
        } else {
            doubled++;
        }
    }

    boolean isComplete() {
        return told.size() == holders.size();
    }

    /// When the last of them was told for the first time.
    long lastNanos() {
        return lastNanos;
    }

    long lost() {
        return (long) holders.size() - told.size();
    }

    /// Told again.
    long doubled() {
        return doubled;
    }

    /// Told although they do not hold the number.
    long strangers() {
        return strangers;
    }
}
