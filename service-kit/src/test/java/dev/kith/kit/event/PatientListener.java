package dev.kith.kit.event;

import dev.kith.contracts.event.ProfileNotice;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// A listener whose store can be away.
@ApplicationScoped
class PatientListener {
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean away;

    @Incoming("profile.notice")
    Uni<Void> heard(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(record, ProfileNotice.parser(), notice -> apply());
    }

    void storeIsAway(boolean isAway) {
        away = isAway;
    }

    int tries() {
        return tries.get();
    }

    int done() {
        return done.get();
    }

    private Uni<Void> apply() {
        tries.incrementAndGet();
        if (away) {
            return Uni.createFrom().failure(new IOException("connection refused"));
        }
        done.incrementAndGet();
        return Uni.createFrom().voidItem();
    }
}
