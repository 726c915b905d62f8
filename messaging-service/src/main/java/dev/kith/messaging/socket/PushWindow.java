package dev.kith.messaging.socket;

import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one connection was given and has not acknowledged: bounded, whatever the device does. Pure, for one thread.
///
/// Each seq goes out once and in order. A window that is full lets entries pass by; the device sees the jump, or the
/// head of the next keep-alive, and syncs.
final class PushWindow {
    /// How many changes before an Ack the store is asked about when nothing is known of them: more than a device has
    /// open at a time, unless it has been away for long.
    private static final int LOOKED_UP = 10_000;

    private final int most;
    private final Deque<Long> pushed = new ArrayDeque<>();
    private final Deque<Undelivered> undelivered = new ArrayDeque<>();
    private long last;
    private long acknowledged;
    private boolean missed;
    private long overflowedUpTo;
    private boolean unsure = true; // of what became of the Acks of connections before
    private long unsureAfter = Long.MAX_VALUE;

    private record Undelivered(long seq, long id, long peer) {}

    /// What an Ack brings about.
    ///
    /// @param delivered ids of messages whose senders want to know, with those senders; of a group, with its number
    /// below 0
    /// @param remembered whether those are all; if not, the store has to tell which more there are after `after`
    /// @param after up to this seq all senders know
    /// @param missed entries have passed by, and the device may not know
    record Acknowledged(Map<Long, Long> delivered, boolean remembered, long after, boolean missed) {}

    /// @param head up to here the device syncs; pushes begin after it
    PushWindow(int most, long head) {
        this.most = most;
        this.last = head;
    }

    /// Those of these entries that go out now.
    List<Entry> admit(List<Entry> entries) {
        var admitted = new ArrayList<Entry>(entries.size());
        for (var entry : entries) {
            if (entry.getSeq() <= last) {
                continue; // had before
            }
            last = entry.getSeq();
            if (pushed.size() >= most) {
                missed = true;
            } else {
                pushed.add(entry.getSeq());
                remember(entry);
                admitted.add(entry);
            }
        }
        return admitted;
    }

    /// Entries pass by without being pushed.
    void pass(List<Entry> entries) {
        if (!entries.isEmpty()) {
            last = Math.max(last, entries.getLast().getSeq());
            missed = true;
        }
    }

    /// Entries go out in a page of a sync.
    void synced(List<Entry> entries) {
        entries.forEach(this::remember);
    }

    /// Takes an Ack. The first one of a connection leaves it to the store, because nobody knows whether an earlier
    /// connection's last one had its effect; so does the next after one that failed.
    Acknowledged acknowledge(long seq) {
        pushed.removeIf(one -> one <= seq);
        boolean remembered = !unsure && acknowledged >= overflowedUpTo;
        long after = unsure ? Math.max(0, Math.min(unsureAfter, seq - LOOKED_UP)) : acknowledged;
        var result = new Acknowledged(take(seq), remembered, after, missed);
        acknowledged = Math.max(acknowledged, seq);
        unsure = false;
        unsureAfter = Long.MAX_VALUE;
        missed = false;
        return result;
    }

    /// What this Ack was to bring about did not come about, as far as one can know.
    void failed(Acknowledged lost) {
        unsure = true;
        unsureAfter = Math.min(unsureAfter, lost.after());
    }

    /// The newest seq that was pushed or passed by.
    long head() {
        return last;
    }

    private Map<Long, Long> take(long seq) {
        var delivered = new LinkedHashMap<Long, Long>();
        undelivered.removeIf(one -> {
            if (one.seq() <= seq) {
                delivered.put(one.id(), one.peer());
            }
            return one.seq() <= seq;
        });
        return delivered;
    }

    private void remember(Entry entry) {
        var message = entry.getMessage();
        if (!message.getDeliveryReceipt()
                || message.getStatus() != MessageStatus.RECEIVED_NEW
                || message.getDeletion() != Deletion.DELETION_UNSPECIFIED) {
            return; // of a deleted one there is nothing to get
        }
        if (undelivered.size() < most) {
            long peer = message.getGroup() == 0 ? message.getId() >>> Integer.SIZE : -message.getGroup();
            undelivered.add(new Undelivered(entry.getSeq(), message.getId(), peer));
        } else {
            overflowedUpTo = Math.max(overflowedUpTo, entry.getSeq());
        }
    }
}
