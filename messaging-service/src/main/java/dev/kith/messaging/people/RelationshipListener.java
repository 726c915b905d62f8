package dev.kith.messaging.people;

import dev.kith.contracts.Topic;
import dev.kith.kit.event.Event;
import dev.kith.messaging.log.InboxLog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Keeps the projection of relationships. A synced phone book is a thousand of them at once, so they are taken in
/// batches.
///
/// A record that cannot be read is put aside; a store or a log that is away is waited for, without end.
@ApplicationScoped
class RelationshipListener {
    private static final Logger LOG = Logger.getLogger(RelationshipListener.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final RelationshipRepository relationships;
    private final StandingNews news;
    private final InboxLog log;

    RelationshipListener(RelationshipRepository relationships, StandingNews news, InboxLog log) {
        this.relationships = relationships;
        this.news = news;
        this.log = log;
    }

    @Incoming("relationship.updated")
    Uni<Void> related(ConsumerRecords<byte[], byte[]> records) {
        var batch = RelationshipBatch.of(records);
        return Uni.createFrom()
                .deferred(() -> putAside(batch.unreadable()))
                .flatMap(done -> relationships.apply(batch))
                .onFailure()
                .invoke(away -> LOG.warnf("relationships wait: %s", away.toString()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely()
                .flatMap(news::tell);
    }

    private Uni<Void> putAside(List<ConsumerRecord<byte[], byte[]>> unreadable) {
        if (unreadable.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .completionStage(
                        () -> Future.all(unreadable.stream().map(this::putAside).toList())
                                .<Void>mapEmpty()
                                .toCompletionStage());
    }

    private Future<Void> putAside(ConsumerRecord<byte[], byte[]> record) {
        LOG.errorf("%s-%d@%d is no relationship", record.topic(), record.partition(), record.offset());
        boolean sound = record.key() != null && record.key().length >= Long.BYTES;
        return log.putAside(
                Topic.RELATIONSHIP_UPDATED,
                sound ? record.key() : Event.key(0),
                record.value() == null ? new byte[0] : record.value(),
                new RecordHeaders()
                        .add("dead-letter-reason", "it is no relationship".getBytes(StandardCharsets.UTF_8)));
    }
}
