package dev.kith.bench.chaos.messages;

import java.util.concurrent.atomic.AtomicInteger;

/// The messages of a run by their numbers, and what their senders were told. Times are of one clock, in nanoseconds.
///
/// Message i is of user `i % users`, for the user's partner. Written by the devices' event loop; the counts may be read
/// from anywhere, the rest when the run is over.
final class Promises {
    private final int users;
    private final long[] sentAt;
    private final long[] acceptedAt;
    private final long[] shownAt;
    private final boolean[] refused;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();

    Promises(int users, int messages) {
        this.users = users;
        sentAt = new long[messages];
        acceptedAt = new long[messages];
        shownAt = new long[messages];
        refused = new boolean[messages];
    }

    int messages() {
        return sentAt.length;
    }

    int senderOf(int message) {
        return message % users;
    }

    int recipientOf(int message) {
        return partnerOf(senderOf(message));
    }

    static int partnerOf(int user) {
        return user ^ 1;
    }

    void sent(int message, long now) {
        sentAt[message] = now;
        sent.incrementAndGet();
    }

    void accepted(int message, long now) {
        if (acceptedAt[message] == 0) {
            acceptedAt[message] = now;
            answered.incrementAndGet();
        }
    }

    void refused(int message) {
        if (!refused[message]) {
            refused[message] = true;
            answered.incrementAndGet();
        }
    }

    boolean isAccepted(int message) {
        return acceptedAt[message] != 0;
    }

    boolean isRefused(int message) {
        return refused[message];
    }

    /// When its device first had it to send.
    long sentAt(int message) {
        return sentAt[message];
    }

    long acceptedAt(int message) {
        return acceptedAt[message];
    }

    /// It came to its recipient's screen, for the first time or again.
    void shown(int message, long now) {
        if (shownAt[message] == 0) {
            shownAt[message] = now;
        }
    }

    /// The longest that a message which was shown took for that since it was accepted.
    long longest() {
        long longest = 0;
        for (int message = 0; message < messages(); message++) {
            if (isAccepted(message) && shownAt[message] != 0) {
                longest = Math.max(longest, shownAt[message] - acceptedAt[message]);
            }
        }
        return longest;
    }

    int answered() {
        return answered.get();
    }

    int sentSoFar() {
        return sent.get();
    }
}
