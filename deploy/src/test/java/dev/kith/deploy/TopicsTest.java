package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.Topic;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The topics of the contracts are declared, all of them and no others, and keep what they promise.
class TopicsTest {
    private final Map<String, KafkaTopic> declared = Manifests.base(KafkaTopic.class).stream()
            .collect(Collectors.toMap(t -> t.getSpec().getTopicName(), Function.identity()));

    @Test
    void areThoseOfTheContractsEachWithItsDeadLetters() {
        var wanted = Stream.of(Topic.values()).flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetters()));

        assertThat(declared.keySet()).containsExactlyInAnyOrderElementsOf(wanted.toList());
    }

    @ParameterizedTest
    @EnumSource
    void keepWhatTheContractSays(Topic topic) {
        assertThat(kept(topic.topicName())).isEqualTo(topic.kept());
        assertThat(kept(topic.deadLetters())).contains(Topic.DEAD_LETTERS_KEPT);
    }

    @Test
    void haveAsManyPartitionsAsEachOther() {
        // What concerns one user is in the partition of the same number everywhere.
        assertThat(declared.values())
                .extracting(t -> t.getSpec().getPartitions())
                .containsOnly(12);
    }

    @Test
    void belongToTheClusterThatThereIs() {
        var cluster = Manifests.base(Kafka.class).getFirst().getMetadata().getName();

        assertThat(declared.values()).allSatisfy(topic -> {
            assertThat(topic.getMetadata().getLabels()).containsEntry("strimzi.io/cluster", cluster);
            assertThat(topic.getMetadata().getName()).isEqualTo(topic.getSpec().getTopicName());
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
        });
    }

    // As the local stack creates them: compacted, or deleted after so long.
    private Optional<Duration> kept(String name) {
        var config = declared.get(name).getSpec().getConfig();
        return switch (String.valueOf(config.get("cleanup.policy"))) {
            case "compact" -> {
                assertThat(config).doesNotContainKey("retention.ms");
                yield Optional.empty();
            }
            case "delete" -> Optional.of(Duration.ofMillis(Long.parseLong(String.valueOf(config.get("retention.ms")))));
            default -> throw new AssertionError(name + " has no policy");
        };
    }
}
