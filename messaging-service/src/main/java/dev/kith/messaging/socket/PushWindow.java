package dev.kith.messaging.socket;

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
    private final int most;
    private final Deque<Long> pushed = new ArrayDeque<>();
    private final Deque<Undelivered> undelivered = new ArrayDeque<>();
    private long last;
    private long acknowledged;
    private boolean missed;
    private long overflowedUpTo;

    private record Undelivered(long seq, long id) {}

    /// What an Ack brings about.
    ///
    /// @param delivered ids of messages whose senders want to know, with those senders
    /// @param lookUpAfter if not below 0: more was given than is remembered, and the store has to tell what of it,
    /// from
    ///     this seq on, was new
    /// @param missed entries have passed by, and the device may not know
    record Acknowledged(Map<Long, Long> delivered, long lookUpAfter, boolean missed) {}

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

    Acknowledged acknowledge(long seq) {
        pushed.removeIf(one -> one <= seq);
        var delivered = new LinkedHashMap<Long, Long>();
        undelivered.removeIf(one -> {
            if (one.seq() <= seq) {
                delivered.put(one.id(), one.id() >>> Integer.SIZE);
            }
            return one.seq() <= seq;
        });
        var result = new Acknowledged(delivered, acknowledged < overflowedUpTo ? acknowledged : -1, missed);
        acknowledged = Math.max(acknowledged, seq);
        missed = false;
        return result;
    }

    /// The newest seq that was pushed or passed by.
    long head() {
        return last;
    }

    private void remember(Entry entry) {
        var message = entry.getMessage();
        if (!message.getDeliveryReceipt() || message.getStatus() != MessageStatus.RECEIVED_NEW) {
            return;
        }
        if (undelivered.size() < most) {
            undelivered.add(new Undelivered(entry.getSeq(), message.getId()));
        } else {
            overflowedUpTo = Math.max(overflowedUpTo, entry.getSeq());
        }
    }
}
