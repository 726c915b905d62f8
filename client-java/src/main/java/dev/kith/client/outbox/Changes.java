package dev.kith.client.outbox;

import dev.kith.client.KithException;
import dev.kith.client.socket.Link;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ClientFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the user does to messages that are there, in order and one after the other. Each is said again until there is an
 * answer, by the next process too where it is kept; the server does it once. What is done to a message that is not sent yet
 * waits for it. Belongs to the loop.
 */
public final class Changes {
    private static final Logger LOG = Logger.getLogger(Changes.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long NOT_KEPT = 0;

    private final Loop loop;
    private final LongPredicate isUnsent;
    private final Refused refused;
    private Kept kept = new MemoryKept();
    private final Deque<Change> waiting = new ArrayDeque<>();
    private @Nullable Link link;
    private boolean asking;

    private record Change(long place, ClientFrame frame, CompletableFuture<Void> answer) {}

    /** Hears of what will never be done. */
    public interface Refused {
        void refused(ClientFrame change, KithException why);
    }

    /** @param isUnsent whether the message of this id waits to be sent itself */
    public Changes(Loop loop, LongPredicate isUnsent, Refused refused) {
        this.loop = loop;
        this.isUnsent = isUnsent;
        this.refused = refused;
    }

    /** What is given from now on is kept there. What was kept before is given to {@link #goOnWith}. */
    public void keepIn(Kept where) {
        kept = where;
    }

    public void add(ClientFrame frame, CompletableFuture<Void> answer) {
        // What is said of a call is of no use to anybody after a restart.
        long place = frame.hasCall() ? NOT_KEPT : kept.add(frame);
        kept.onceKept(() -> goOnWith(place, frame, answer));
    }

    /** What is kept already. */
    public void goOnWith(long place, ClientFrame frame, CompletableFuture<Void> answer) {
        waiting.add(new Change(place, frame, answer));
        ask();
    }

    /** A message was sent, perhaps the one that the next change is of. */
    public void goOn() {
        ask();
    }

    /** What is true only now: said if there is a connection, and never again. */
    public void tell(ClientFrame frame, CompletableFuture<Void> answer) {
        var via = link;
        if (via == null) {
            answer.completeExceptionally(KithException.noAnswer("There is no connection.", null));
        } else {
            via.ask(frame.toBuilder(), done -> answer.complete(null), answer::completeExceptionally);
        }
    }

    /** After the messages themselves were sent again. */
    public void online(Link opened) {
        link = opened;
        asking = false;
        ask();
    }

    public void offline() {
        link = null;
    }

    /** Waits no longer for answers. Where it is kept, the next process asks. */
    public void clear(KithException reason) {
        var left = List.copyOf(waiting);
        waiting.clear();
        left.forEach(change -> change.answer.completeExceptionally(reason));
    }

    private void ask() {
        var via = link;
        var next = waiting.peek();
        if (via == null || asking || next == null || isUnsent.test(messageOf(next.frame))) {
            return;
        }
        asking = true;
        via.ask(
                next.frame.toBuilder(),
                done -> {
                    if (via == link) {
                        end(via, next, () -> {}, () -> next.answer.complete(null));
                    }
                },
                refusal -> refused(via, next, refusal));
    }

    private static long messageOf(ClientFrame change) {
        return switch (change.getFrameCase()) {
            case EDIT -> change.getEdit().getId();
            case DELETE -> change.getDelete().getId();
            case REACT -> change.getReact().getId();
            case CANCEL -> change.getCancel().getId();
            default -> 0;
        };
    }

    private void refused(Link via, Change change, KithException refusal) {
        if (via != link) {
            return; // Unknown what became of it: asked again on the next link.
        }
        if (!refusal.isAnswer() || refusal.retryAfter().isPresent() || refusal.code() == ErrorCode.UNAVAILABLE) {
            askLater(via, refusal.retryAfter().orElse(RETRY));
            return;
        }
        end(
                via,
                change,
                () -> refused.refused(change.frame, refusal),
                () -> change.answer.completeExceptionally(refusal));
    }

    /** It waits no more when this is kept. If it cannot be kept the server is asked once more, and says the same. */
    private void end(Link via, Change change, Runnable how, Runnable answer) {
        try {
            how.run();
            kept.done(change.place);
        } catch (RuntimeException notKept) {
            LOG.log(Level.WARNING, "what became of a change cannot be stored", notKept);
            askLater(via, RETRY);
            return;
        }
        waiting.remove(change);
        asking = false;
        answer.run();
        ask();
    }

    private void askLater(Link via, Duration pause) {
        loop.after(pause, () -> {
            if (via == link) {
                asking = false;
                ask();
            }
        });
    }
}
