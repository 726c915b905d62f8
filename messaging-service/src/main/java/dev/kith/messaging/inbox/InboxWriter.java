package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.messaging.writer.WriterLoop;
import dev.kith.messaging.writer.Writers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// The one thread of this node that writes inboxes.
@ApplicationScoped
class InboxWriter {
    private final WriterLoop<InboxRecord, InboxChange> loop;

    InboxWriter(Writers writers, BatchWriter work) {
        this.loop = writers.writer(work);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    String state() {
        return loop.state();
    }
}
