package dev.kith.profile.fanout;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;

/// Changes of one profile that are told together. Not thread-safe: [Windows] guards it.
final class Window {
    private final long subject;
    private final long latest;
    private final List<ProfileChange> changes = new ArrayList<>();
    private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();
    private long timer = -1;

    /// @param latest when it closes at the latest; epoch milliseconds
    Window(long subject, long latest) {
        this.subject = subject;
        this.latest = latest;
    }

    long subject() {
        return subject;
    }

    void add(ProfileChange change, UniEmitter<? super Void> waits) {
        changes.add(change);
        waiting.add(waits);
    }

    /// When it closes, after a change that would have it closed then.
    long closesAt(long wished) {
        return Math.min(wished, latest);
    }

    /// The timer that closes it; the one before.
    long timer(long next) {
        long before = timer;
        timer = next;
        return before;
    }

    /// In the order in which they came.
    List<ProfileChange> changes() {
        return List.copyOf(changes);
    }

    void told() {
        waiting.forEach(waits -> waits.complete(null));
    }

    void failed(Throwable failure) {
        waiting.forEach(waits -> waits.fail(failure));
    }
}
