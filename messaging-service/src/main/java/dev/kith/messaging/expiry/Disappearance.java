package dev.kith.messaging.expiry;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.socket.Deletion;
import dev.kith.messaging.inbox.Faded;
import dev.kith.messaging.log.InboxLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;

/// Has the writers end messages whose time is over, on both sides.
///
/// A message is found until the writer has ended it, and a deletion stands, so it does no harm that every node looks.
/// Where one copy ends with the other, it is asked first: the one by which both are found is ended last.
@ApplicationScoped
class Disappearance {
    private final Faded faded;
    private final InboxLog log;
    private final Clock clock;
    private final ExpirySettings settings;
    private final Lookout lookout;

    Disappearance(Faded faded, InboxLog log, Clock clock, ExpirySettings settings) {
        this.faded = faded;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.lookout = new Lookout("nothing disappears", settings.every(), this::look);
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
        return faded.settle(now, most)
                .compose(settled -> faded.wipe(now, most))
                .compose(wiped -> faded.find(now, most)
                        .compose(found -> end(found, now).map(ended -> wiped == most || found.size() == most)));
    }

    private Future<Void> end(List<Faded.Message> found, long now) {
        var others = found.stream()
                .filter(message -> message.other() != 0)
                .map(message -> end(message.other(), message, now))
                .toList();
        var own = found.stream()
                .map(message -> end(message.owner(), message, now))
                .toList();
        return append(others).compose(ended -> append(own));
    }

    private Future<Void> append(List<InboxRecord> records) {
        return records.isEmpty() ? Future.succeededFuture() : log.append(records);
    }

    private static InboxRecord end(long owner, Faded.Message message, long now) {
        return InboxRecord.newBuilder()
                .setOwner(owner)
                .setApp(message.app())
                .setChanged(ChangedMessage.newBuilder()
                        .setId(message.id())
                        .setAt(now)
                        .setDeletion(Deletion.DISAPPEARED_VALUE))
                .build();
    }
}
