package dev.kith.local.kafka;

import dev.kith.contracts.Topic;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// The topics of the contracts on a node, and whether the node is there to have them.
final class Topics {
    private static final int PARTITIONS = 4;
    private static final short COPIES = 1;
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final int port;
    private final Map<String, Object> client;

    Topics(int port) {
        this.port = port;
        this.client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Ports.HOST + ":" + port,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, "50",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "30000");
    }

    /// Ready once the cluster of this id has a broker in service.
    Readiness probe(String clusterId) {
        // The client, once made, tries on and on in a circle; for a port that nobody listens on it is too much.
        if (!Ports.answers(port)) {
            return new Readiness.NotYet("nothing listens on port " + port);
        }
        try (var admin = Admin.create(client)) {
            var cluster = admin.describeCluster();
            String answering = cluster.clusterId().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            if (!answering.equals(clusterId)) {
                return new Readiness.Foreign("another Kafka (cluster " + answering + ")");
            }
            boolean serving = !cluster.nodes()
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
            return serving ? Readiness.ready() : new Readiness.NotYet("the broker is not in service yet");
        } catch (ExecutionException | TimeoutException e) {
            return Readiness.notYet(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Readiness.notYet(e);
        }
    }

    /// Creates what is missing. A topic that exists is left as it is: its partitions are never changed under a
    /// consumer.
    void create() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(client)) {
            var existing = admin.listTopics().names().get();
            List<NewTopic> missing =
                    all().stream().filter(t -> !existing.contains(t.name())).toList();
            if (!missing.isEmpty()) {
                admin.createTopics(missing).all().get();
            }
        }
    }

    private static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        for (Topic topic : Topic.values()) {
            topics.add(topic(topic.topicName(), topic.kept()));
            topics.add(topic(topic.deadLetters(), Optional.of(Topic.DEAD_LETTERS_KEPT)));
        }
        return topics;
    }

    private static NewTopic topic(String name, Optional<Duration> kept) {
        Map<String, String> settings = kept.map(k -> Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(k.toMillis())))
                .orElse(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        return new NewTopic(name, PARTITIONS, COPIES).configs(settings);
    }
}
