package dev.kith.messaging.expiry;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.socket.Deletion;
import dev.kith.messaging.inbox.Overdue;
import dev.kith.messaging.log.InboxLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;

/// Has the writer end messages whose deadline has passed while no device came for them.
///
/// Only the writer ends one, in the transaction in which it sees that nobody has it, and tells the sender in the same.
/// So it does no harm that every node looks, or that one is found twice.
@ApplicationScoped
class Expiry {
    private final Overdue overdue;
    private final InboxLog log;
    private final Clock clock;
    private final ExpirySettings settings;
    private final Lookout lookout;

    Expiry(Overdue overdue, InboxLog log, Clock clock, ExpirySettings settings) {
        this.overdue = overdue;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.lookout = new Lookout("nothing expires", settings.every(), this::look);
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        lookout.start(vertx);
    }

    void stop(@Observes ShutdownEvent stopping) {
        lookout.stop();
    }

    private Future<Boolean> look() {
        long now = clock.millis();
        int most = settings.batch();
        return overdue.settle(now, most)
                .compose(settled -> overdue.find(now, most))
                .compose(found -> append(found, now).map(ended -> found.size() == most));
    }

    private Future<Void> append(List<Overdue.Message> found, long now) {
        return found.isEmpty() ? Future.succeededFuture() : log.append(records(found, now));
    }

    private static List<InboxRecord> records(List<Overdue.Message> found, long now) {
        return found.stream()
                .map(message -> InboxRecord.newBuilder()
                        .setOwner(message.owner())
                        .setApp(message.app())
                        .setChanged(ChangedMessage.newBuilder()
                                .setId(message.id())
                                .setAt(now)
                                .setDeletion(Deletion.EXPIRED_VALUE))
                        .build())
                .toList();
    }
}
