package dev.kith.messaging.socket;

import dev.kith.messaging.inbox.InboxReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The heads of inboxes for keep-alives: those asked for within a moment are one query, because thousands of idle
/// sockets ask all the time. Thread-safe.
@ApplicationScoped
class Heads {
    private static final Duration GATHERING = Duration.ofMillis(10);

    private final InboxReader inbox;
    private final Vertx vertx;
    private Map<Long, Promise<Long>> asked = new HashMap<>();

    Heads(InboxReader inbox, Vertx vertx) {
        this.inbox = inbox;
        this.vertx = vertx;
    }

    synchronized Future<Long> of(long owner) {
        if (asked.isEmpty()) {
            vertx.setTimer(GATHERING.toMillis(), gathered -> ask());
        }
        return asked.computeIfAbsent(owner, uid -> Promise.promise()).future();
    }

    private void ask() {
        var all = take();
        inbox.heads(all.keySet())
                .onSuccess(heads -> all.forEach((owner, promise) -> promise.complete(heads.getOrDefault(owner, 0L))))
                .onFailure(failure -> all.values().forEach(promise -> promise.fail(failure)));
    }

    private synchronized Map<Long, Promise<Long>> take() {
        var all = asked;
        asked = new HashMap<>();
        return all;
    }
}
