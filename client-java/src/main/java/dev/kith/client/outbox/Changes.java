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
import org.jspecify.annotations.Nullable;

/**
 * What the user does to messages that are there, in order and one after the other. Each is said again until there is an
 * answer; the server does it once. Belongs to the loop.
 */
public final class Changes {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Loop loop;
    private final Deque<Change> waiting = new ArrayDeque<>();
    private @Nullable Link link;
    private boolean asking;

    private record Change(ClientFrame frame, CompletableFuture<Void> answer) {}

    public Changes(Loop loop) {
        this.loop = loop;
    }

    public void add(ClientFrame frame, CompletableFuture<Void> answer) {
        waiting.add(new Change(frame, answer));
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

    /** Gives up on everything that was not answered. */
    public void clear(KithException reason) {
        var left = List.copyOf(waiting);
        waiting.clear();
        left.forEach(change -> change.answer.completeExceptionally(reason));
    }

    private void ask() {
        var via = link;
        var next = waiting.peek();
        if (via == null || asking || next == null) {
            return;
        }
        asking = true;
        via.ask(
                next.frame.toBuilder(),
                done -> {
                    if (via == link) {
                        next(next);
                        next.answer.complete(null);
                    }
                },
                refusal -> refused(via, next, refusal));
    }

    private void refused(Link via, Change change, KithException refusal) {
        if (via != link) {
            return; // Unknown what became of it: asked again on the next link.
        }
        if (!refusal.isAnswer() || refusal.retryAfter().isPresent() || refusal.code() == ErrorCode.UNAVAILABLE) {
            loop.after(refusal.retryAfter().orElse(RETRY), () -> {
                if (via == link) {
                    asking = false;
                    ask();
                }
            });
            return;
        }
        next(change);
        change.answer.completeExceptionally(refusal);
    }

    private void next(Change done) {
        waiting.remove(done);
        asking = false;
        ask();
    }
}
