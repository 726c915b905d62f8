package dev.kith.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

/// An event as a Kafka record with CloudEvents headers (binary mode of the CloudEvents Kafka binding, version 1.0.2).
public final class CloudEvent {
    private CloudEvent() {}

    /// The message for the connector: value, key, topic and headers.
    ///
    /// @param id the same for every attempt to publish this event
    /// @param source name of the service
    public static Message<byte[]> message(Event event, String id, String source, Instant time) {
        return Message.of(
                event.value(),
                org.eclipse.microprofile.reactive.messaging.Metadata.of(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(event.topic().topicName())
                        .withKey(event.key())
                        .withHeaders(headers(event.type(), id, source, time))
                        .build()));
    }

    /// The headers alone, for a producer that is not the connector's.
    public static Headers headers(String type, String id, String source, Instant time) {
        return new RecordHeaders()
                .add("ce_specversion", "1.0".getBytes(UTF_8))
                .add("ce_id", id.getBytes(UTF_8))
                .add("ce_type", type.getBytes(UTF_8))
                .add("ce_source", source.getBytes(UTF_8))
                .add("ce_time", time.toString().getBytes(UTF_8))
                .add("content-type", "application/protobuf".getBytes(UTF_8));
    }
}
