package dev.kith.messaging.writer;

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

/// Consumers of a log as its writer needs them: no offsets at the broker, no guess where to begin.
@ApplicationScoped
class LogConsumers {
    private static final int ANSWER_SECONDS = 10;

    /// So many heartbeats in a session. By its heartbeat a member hears that another comes or goes, twice for each
    /// partition that moves, and nobody writes a partition that is between two members.
    private static final int HEARTBEATS = 20;

    private final String servers;
    private final WriterSettings settings;

    LogConsumers(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, WriterSettings settings) {
        this.servers = servers;
        this.settings = settings;
    }

    KafkaConsumer<byte[], byte[]> open(Topic topic) {
        return new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry("bootstrap.servers", servers),
                        Map.entry("group.id", "messaging-" + topic.topicName() + "-writer"),
                        Map.entry("client.id", "messaging-" + topic.topicName()),
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
                                String.valueOf(settings.sessionTimeout().toMillis() / HEARTBEATS)),
                        Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /// The log as the broker has it now.
    LogIdentity identity(Topic of) throws InterruptedException, ExecutionException, TimeoutException {
        var topic = of.topicName();
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", servers, "client.id", "messaging-" + topic + "-admin"))) {
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
