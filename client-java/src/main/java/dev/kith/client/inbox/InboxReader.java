package dev.kith.client.inbox;

import dev.kith.client.socket.Link;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.Sync;
import dev.kith.contracts.socket.SyncPage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user's inbox: what is pushed as long as no seq is missing, by Sync where one is. What arrives is stored together with the
 * cursor behind it, then told once, in order; when the app has been told, the server hears of it. Belongs to the loop.
 */
public final class InboxReader {
    private static final Logger LOG = Logger.getLogger(InboxReader.class.getName());

    /** Pushes kept while a Sync runs; what comes beyond is read by another Sync. */
    private static final int HELD = 1_000;

    private static final Duration RETRY_SYNC = Duration.ofSeconds(2);

    private final Loop loop;
    private final Store store;
    private final Intake intake;
    private final Deque<Entry> held = new ArrayDeque<>();

    private boolean receiving = true;
    private boolean historyOnDemand;
    private boolean finishing;
    private @Nullable Link link;
    private boolean syncing;
    /** Up to here everything was taken in, by this connection or one before. */
    private long taken;

    private long head;
    private long delivered;
    private long acknowledged;
    private boolean acknowledging;

    public InboxReader(Loop loop, Store store, Intake.Reception reception) {
        this.loop = loop;
        this.store = store;
        this.intake = new Intake(loop, store, reception);
        this.taken = store.cursor();
    }

    /** What the device itself learns or does of a message, beside what arrives. */
    public Intake intake() {
        return intake;
    }

    /** Tells what a process before this one has stored and perhaps not told. */
    public void begin(Collection<Entry> untold) {
        untold.forEach(intake::repeat);
        deliveredUpTo(store.cursor());
    }

    /** Off: nothing is read or acknowledged, it all waits for the next time; statuses alone are told. */
    public void receive(boolean on) {
        receiving = on;
    }

    /** On: a device that has read nothing begins with what comes from now on. */
    public void historyOnDemand(boolean on) {
        historyOnDemand = on;
    }

    public void online(Link opened, long serverHead) {
        link = opened;
        syncing = false;
        acknowledging = false;
        // Whether the acknowledgement of the last time arrived is not known; once more does no harm. But nobody is told
        // that a device has what was there before it began.
        acknowledged = store.began();
        taken = store.cursor();
        held.clear();
        if (historyOnDemand && receiving && taken == 0) {
            taken = serverHead;
            store.beginAt(serverHead);
            delivered = serverHead;
            acknowledged = serverHead;
        }
        // A head below what we have taken means that the server's data is another than it was: read it from the start.
        if (serverHead < taken) {
            taken = 0;
            if (store.began() > 0) {
                store.beginAt(0);
            } else {
                store.cursor(0);
            }
            delivered = 0;
            acknowledged = 0;
        }
        if (receiving) {
            acknowledge();
        }
        reached(serverHead);
    }

    public void offline() {
        link = null;
        syncing = false;
        held.clear();
    }

    /** Takes nothing more; runs this when all that was told is delivered, stored and acknowledged as such. */
    public void finish(Runnable then) {
        finishing = true;
        intake.whenDelivered(then);
    }

    /** Of a user who is gone: what is delivered of theirs from now on counts for nobody. */
    public void end() {
        intake.end();
        offline();
    }

    /** The server says how far the inbox goes. */
    public void reached(long serverHead) {
        head = Math.max(serverHead, taken);
        if (receiving && !finishing && link != null && !syncing && serverHead > taken) {
            sync();
        }
    }

    public void pushed(Push push) {
        if (finishing) {
            return;
        }
        if (!receiving) {
            push.getEntriesList().stream().filter(Entry::hasStatus).forEach(intake::take);
            return;
        }
        if (syncing) {
            push.getEntriesList().stream()
                    .limit(Math.max(0, HELD - held.size()))
                    .forEach(held::add);
            head = Math.max(head, push.getHead());
            return;
        }
        if (takeInOrder(push.getEntriesList())) {
            reached(push.getHead());
        }
    }

    /** Takes what follows without a gap; leaves the rest to the Sync that the gap makes necessary. */
    private boolean takeInOrder(Iterable<Entry> entries) {
        var following = new ArrayList<Entry>();
        long next = taken + 1;
        for (var entry : entries) {
            if (entry.getSeq() == next) {
                following.add(entry);
                next++;
            } else if (entry.getSeq() > next) {
                head = Math.max(head, entry.getSeq());
                break;
            }
        }
        if (following.isEmpty()) {
            return true;
        }
        boolean stored = store(following, next - 1);
        if (stored) {
            deliveredUpTo(taken);
        }
        return stored;
    }

    /** Stores these and the cursor, then tells them. If they cannot be stored nothing is told, and all is asked for again. */
    private boolean store(List<Entry> entries, long upTo) {
        try {
            store.together(() -> {
                entries.forEach(intake::take);
                store.cursor(Math.max(upTo, store.cursor()));
            });
        } catch (RuntimeException notStored) {
            LOG.log(Level.WARNING, "what arrived cannot be stored", notStored);
            syncing = true; // What is pushed meanwhile waits.
            var from = link;
            loop.after(RETRY_SYNC, () -> {
                if (from != null && from == link) {
                    sync();
                }
            });
            return false;
        }
        taken = store.cursor();
        return true;
    }

    private void sync() {
        syncing = true;
        ask(Sync.newBuilder().setCursor(taken));
    }

    private void ask(Sync.Builder question) {
        var asked = link;
        if (asked == null) {
            return;
        }
        asked.ask(
                ClientFrame.newBuilder().setSync(question),
                answer -> {
                    if (asked == link) {
                        page(asked, answer.getSyncPage());
                    }
                },
                refusal -> loop.after(refusal.retryAfter().orElse(RETRY_SYNC), () -> {
                    if (asked == link) {
                        sync();
                    }
                }));
    }

    /**
     * The next page is asked for when this one is delivered, so a slow app is never flooded. Pages are in the order of seq, so
     * each moves the cursor: who breaks off in a long absence goes on there.
     */
    private void page(Link from, SyncPage page) {
        boolean last = page.getNext().isEmpty();
        var entries = page.getEntriesList();
        if (finishing
                || !store(
                        entries,
                        last
                                ? page.getHead()
                                : entries.stream().mapToLong(Entry::getSeq).reduce(taken, Math::max))) {
            return;
        }
        long upTo = taken;
        intake.whenDelivered(() -> {
            deliveredNow(upTo);
            if (from != link) {
                return;
            }
            if (last) {
                synced();
            } else {
                ask(Sync.newBuilder().setCursor(taken).setPage(page.getNext()));
            }
        });
    }

    private void synced() {
        syncing = false;
        var waiting = List.copyOf(held);
        held.clear();
        if (takeInOrder(waiting)) {
            reached(head);
        }
    }

    private void deliveredUpTo(long seq) {
        intake.whenDelivered(() -> deliveredNow(seq));
    }

    private void deliveredNow(long seq) {
        delivered = Math.max(delivered, seq);
        acknowledge();
    }

    /** One acknowledgement under way at a time; what is delivered meanwhile goes with the next. */
    private void acknowledge() {
        var asked = link;
        if (asked == null || acknowledging || delivered <= acknowledged) {
            return;
        }
        acknowledging = true;
        long seq = delivered;
        asked.ask(
                ClientFrame.newBuilder().setAck(Ack.newBuilder().setSeq(seq)),
                done -> {
                    if (asked == link) {
                        acknowledging = false;
                        acknowledged = seq;
                        acknowledge();
                    }
                },
                refusal -> acknowledging = false);
    }
}
