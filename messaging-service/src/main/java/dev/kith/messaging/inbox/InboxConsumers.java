package dev.kith.messaging.inbox;

import dev.kith.contracts.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Consumers of the inbox log as the writer needs them: no offsets at the broker, no guess where to begin.
@ApplicationScoped
class InboxConsumers {
    private static final int ANSWER_SECONDS = 10;

    private final String servers;
    private final InboxSettings settings;

    InboxConsumers(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, InboxSettings settings) {
        this.servers = servers;
        this.settings = settings;
    }

    KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry("bootstrap.servers", servers),
                        Map.entry("group.id", "messaging-inbox-writer"),
                        Map.entry("client.id", "messaging-inbox"),
                        Map.entry("enable.auto.commit", "false"),
                        Map.entry("auto.offset.reset", "none"),
                        Map.entry("isolation.level", "read_uncommitted"),
                        Map.entry("max.poll.records", String.valueOf(settings.batch())),
                        Map.entry("fetch.min.bytes", "1"),
                        Map.entry(
                                "session.timeout.ms",
                                String.valueOf(settings.sessionTimeout().toMillis())),
                        Map.entry(
                                "heartbeat.interval.ms",
                                String.valueOf(settings.sessionTimeout().toMillis() / 6)),
                        Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /// The log as the broker has it now.
    LogIdentity identity() throws InterruptedException, ExecutionException, TimeoutException {
        var topic = Topic.INBOX.topicName();
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers, "client.id", "messaging-inbox-admin"))) {
            var described = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .get(topic);
            if (described == null) {
                throw new ExecutionException("topic " + topic + " is not there", new IllegalStateException(topic));
            }
            return new LogIdentity(
                    topic,
                    described.topicId().toString(),
                    described.partitions().size());
        }
    }
}
