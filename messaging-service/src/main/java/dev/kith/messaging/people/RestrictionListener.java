package dev.kith.messaging.people;

import dev.kith.contracts.event.RestrictionUpdated;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps with whom users may have to do, and has every node heed it at once.
@ApplicationScoped
class RestrictionListener {
    private final RestrictionRepository restrictions;
    private final StandingNews news;

    RestrictionListener(RestrictionRepository restrictions, StandingNews news) {
        this.restrictions = restrictions;
        this.news = news;
    }

    @Incoming("restriction.updated")
    Uni<Void> restricted(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                RestrictionUpdated.parser(),
                event -> event.map(restrictions::put)
                        .orElseGet(() -> restrictions.end(uid(record)))
                        .flatMap(done -> news.tellOfAll(uid(record))));
    }

    private static long uid(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length != Long.BYTES) {
            throw new PoisonedRecord("the key is no uid");
        }
        return ByteBuffer.wrap(record.key()).getLong();
    }
}
