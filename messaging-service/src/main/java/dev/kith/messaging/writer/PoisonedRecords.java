package dev.kith.messaging.writer;

import dev.kith.contracts.Topic;
import dev.kith.kit.event.Event;
import dev.kith.messaging.log.InboxLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/// Puts aside what can never be stored, with the reason, so that the partition goes on. Blocking, for the writers.
@ApplicationScoped
class PoisonedRecords {
    private static final Logger LOG = Logger.getLogger(PoisonedRecords.class);
    private static final int PATIENCE_SECONDS = 30;

    private final InboxLog log;

    PoisonedRecords(InboxLog log) {
        this.log = log;
    }

    /// Returns when the record is in the dead-letter topic; the caller moves on only then.
    void putAside(Topic topic, int partition, long offset, byte[] key, byte[] value, String reason)
            throws InterruptedException {
        LOG.errorf("%s-%d@%d put aside: %s", topic.topicName(), partition, offset, reason);
        var headers = new RecordHeaders()
                .add("dead-letter-reason", reason.getBytes(StandardCharsets.UTF_8))
                .add("dead-letter-topic", topic.topicName().getBytes(StandardCharsets.UTF_8))
                .add("dead-letter-partition", String.valueOf(partition).getBytes(StandardCharsets.UTF_8))
                .add("dead-letter-offset", String.valueOf(offset).getBytes(StandardCharsets.UTF_8));
        // Whatever the key was: this one finds a partition.
        var sound = key.length >= Long.BYTES ? key : Event.key(0);
        try {
            log.putAside(topic, sound, value, headers)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException away) {
            throw new KafkaException("the dead-letter topic does not take records", away);
        }
    }
}
