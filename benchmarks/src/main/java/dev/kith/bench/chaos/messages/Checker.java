package dev.kith.bench.chaos.messages;

import dev.kith.contracts.socket.MessageStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what was accepted, what is stored and what every device showed. Knows nothing of how messages travel. Pure.
final class Checker {
    private static final int MOST_TOLD = 20;

    private final Promises promises;
    private final List<String> first = new ArrayList<>();
    private long lost;
    private long notShown;
    private long storedTwice;
    private long shownTwice;
    private long repeated;
    private long reordered;
    private long undelivered;
    private long phantom;
    private long behind;

    /// What one device showed.
    ///
    /// @param shown each entry once for each connection that brought it
    /// @param repeated seqs that came twice on one connection
    /// @param complete up to this seq it has everything
    /// @param head of the inbox
    record Screen(int user, List<Shown> shown, long repeated, long complete, long head) {}

    private Checker(Promises promises) {
        this.promises = promises;
    }

    static Findings check(Promises promises, List<StoredMessage> stored, List<Screen> screens) {
        var checker = new Checker(promises);
        var ownCopies = checker.copies(stored, true);
        var received = checker.copies(stored, false);
        var onScreen = new HashSet<Integer>();
        screens.forEach(screen -> onScreen.addAll(checker.screen(screen)));
        int accepted = 0;
        for (int message = 0; message < promises.messages(); message++) {
            accepted += promises.isAccepted(message) ? 1 : 0;
            checker.message(message, ownCopies, received, onScreen);
        }
        return checker.findings(accepted);
    }

    /// The newest row of each message in the inboxes of senders, or of recipients.
    private Map<Integer, StoredMessage> copies(List<StoredMessage> stored, boolean own) {
        var copies = new HashMap<Integer, StoredMessage>();
        for (var row : stored) {
            if ((promises.senderOf(row.message()) == row.user()) == own && copies.put(row.message(), row) != null) {
                storedTwice++;
                tell("message %d is twice in the inbox of user %d".formatted(row.message(), row.user()));
            }
        }
        return copies;
    }

    private void message(
            int message, Map<Integer, StoredMessage> own, Map<Integer, StoredMessage> received, Set<Integer> onScreen) {
        boolean there = received.containsKey(message);
        if (promises.isAccepted(message)) {
            if (!there || !own.containsKey(message)) {
                lost++;
                tell("message %d was accepted and is not in the inbox of its %s"
                        .formatted(message, there ? "sender" : "recipient"));
            } else if (own.get(message).status() < MessageStatus.DELIVERED_VALUE) {
                undelivered++;
                tell("message %d is not delivered for its sender, user %d"
                        .formatted(message, promises.senderOf(message)));
            }
        }
        if (there && !onScreen.contains(message)) {
            notShown++;
            tell("message %d was never shown to user %d".formatted(message, promises.recipientOf(message)));
        }
        if (promises.isRefused(message) && (there || onScreen.contains(message))) {
            phantom++;
            tell("message %d was refused and is there".formatted(message));
        }
    }

    private Set<Integer> screen(Screen screen) {
        if (screen.complete() != screen.head()) {
            behind++;
            tell("the device of user %d has its inbox up to %d of %d"
                    .formatted(screen.user(), screen.complete(), screen.head()));
        }
        repeated += screen.repeated();
        if (screen.repeated() > 0) {
            tell("user %d was pushed %d seqs twice on one connection".formatted(screen.user(), screen.repeated()));
        }
        var places = new HashMap<Integer, Shown>();
        for (var shown : screen.shown()) {
            var before = places.putIfAbsent(shown.message(), shown);
            if (before != null && before.id() != shown.id()) {
                shownTwice++;
                tell("message %d was shown twice to user %d".formatted(shown.message(), screen.user()));
            }
        }
        order(screen.user(), places);
        return places.keySet();
    }

    /// No message may stand before one that was accepted before it was sent.
    private void order(int user, Map<Integer, Shown> places) {
        var inOrder = places.values().stream()
                .sorted(Comparator.comparing(Shown::seq))
                .toList();
        long newestSent = 0;
        for (var shown : inOrder) {
            if (promises.isAccepted(shown.message()) && newestSent > promises.acceptedAt(shown.message())) {
                reordered++;
                tell("message %d stands too late in the inbox of user %d".formatted(shown.message(), user));
            }
            newestSent = Math.max(newestSent, promises.sentAt(shown.message()));
        }
    }

    private void tell(String what) {
        if (first.size() < MOST_TOLD) {
            first.add(what);
        }
    }

    private Findings findings(int accepted) {
        return new Findings(
                promises.sentSoFar(),
                accepted,
                promises.sentSoFar() - promises.answered(),
                lost,
                notShown,
                storedTwice,
                shownTwice,
                repeated,
                reordered,
                undelivered,
                phantom,
                behind,
                promises.longest(),
                List.copyOf(first));
    }
}
