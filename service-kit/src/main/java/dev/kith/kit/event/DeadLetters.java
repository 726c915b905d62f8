package dev.kith.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.contracts.Topic;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// Puts single records of a batch on their topic's dead-letter topic, with the reason and where they were, under the
/// headers that the connector gives to those it puts there itself. Needs `kith.dead-letters=true`.
@ApplicationScoped
@IfBuildProperty(name = "kith.dead-letters", stringValue = "true")
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String METRIC = "kith.dead.letters";

    private final MutinyEmitter<byte[]> log;

    DeadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> log) {
        this.log = log;
    }

    /// Counts a record that is put aside, so that an operator is told; see `kith_dead_letters_total{topic}`.
    public static void count(String topic) {
        Metrics.counter(METRIC, "topic", topic).increment();
    }

    Uni<Void> put(ConsumerRecord<byte[], byte[]> record, Throwable reason) {
        var place = Listening.place(record);
        LOG.errorf("%s is put aside: %s", place, reason.toString());
        count(record.topic());
        var topic = Topic.named(record.topic()).orElseThrow().deadLetters();
        var metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(topic)
                // Whatever the key was: this one finds a partition.
                .withKey(record.key() == null || record.key().length < Long.BYTES ? Event.key(0) : record.key())
                .withHeaders(headers(record, reason))
                .build();
        return Listening.patiently(place, () -> log.sendMessage(Message.of(record.value(), Metadata.of(metadata))));
    }

    private static Headers headers(ConsumerRecord<byte[], byte[]> record, Throwable reason) {
        return new RecordHeaders(record.headers())
                .add("dead-letter-exception-class-name", bytes(reason.getClass().getName()))
                .add("dead-letter-reason", bytes(Objects.toString(reason.getMessage(), "")))
                .add("dead-letter-topic", bytes(record.topic()))
                .add("dead-letter-partition", bytes(String.valueOf(record.partition())))
                .add("dead-letter-offset", bytes(String.valueOf(record.offset())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
