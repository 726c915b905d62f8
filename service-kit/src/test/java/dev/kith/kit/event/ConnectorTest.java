package dev.kith.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "service", value = "auth"))
class ConnectorTest {
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";
    private static final Duration POLL = Duration.ofMillis(100);

    @Inject
    Config config;

    @Inject
    PatientListener listener;

    @Test
    void listensOnAfterAnOutageThatOutlastsTheConnectorsChecks() throws Exception {
        listener.storeIsAway(true);
        publish(Topic.PROFILE_NOTICE);
        await().atMost(Duration.ofSeconds(20)).until(() -> listener.tries() > 0);

        // The connector looks for records that are too old whenever it commits, every 5 s; from 0 on it looks for none.
        await().pollDelay(Duration.ofSeconds(7)).atMost(Duration.ofSeconds(30)).until(() -> listener.tries() > 1);
        listener.storeIsAway(false);
        publish(Topic.PROFILE_NOTICE);

        await().atMost(Duration.ofSeconds(20)).until(() -> listener.done() == 2);
        assertThat(config.getValue(CONNECTOR + "throttled.unprocessed-record-max-age.ms", long.class))
                .isZero();
    }

    @Test
    void handsThePartitionsOfAKilledNodeOnWithinSeconds() {
        var group = UUID.randomUUID().toString();
        try (var killed = member(group, Map.of("group.instance.id", "says-no-good-bye"))) {
            pollUntilAssigned(killed, 1);
        }

        try (var next = member(group, Map.of())) {
            pollUntilAssigned(next, all(next));
        }
    }

    private static void pollUntilAssigned(KafkaConsumer<byte[], byte[]> member, int partitions) {
        await().pollInSameThread().atMost(Duration.ofSeconds(15)).until(() -> {
            member.poll(POLL);
            return member.assignment().size() >= partitions;
        });
    }

    private static int all(KafkaConsumer<byte[], byte[]> member) {
        return member.partitionsFor(Topic.PROFILE_NOTICE.topicName()).size();
    }

    private KafkaConsumer<byte[], byte[]> member(String group, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(more);
        settings.put("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class));
        settings.put("group.id", group);
        for (var name : List.of("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy")) {
            config.getOptionalValue(CONNECTOR + name, String.class).ifPresent(value -> settings.put(name, value));
        }
        var member = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        member.subscribe(List.of(Topic.PROFILE_NOTICE.topicName()));
        return member;
    }

    private void publish(Topic topic) throws Exception {
        var servers = config.getValue("kafka.bootstrap.servers", String.class);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.topicName(), Event.key(7), new byte[0]))
                    .get();
        }
    }
}
