package dev.kith.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.Topic;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.StackFailure;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.LocalStack;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final AtomicLong UIDS = new AtomicLong(1);
    private static LocalStack stack;

    private final byte[] key = Events.key(UIDS.incrementAndGet());

    @BeforeAll
    static void start() {
        stack = LocalStack.throwAway(Part.KAFKA);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void listsWhatWasPutAsideWithItsReason() {
        var id = putAside(Topic.CONTACT_JOINED, "it cannot be \"read\"");

        assertThat(run("list", "contact.joined")).contains(id, "it cannot be \"read\"");
        assertThat(run("list", "--json")).contains("\"id\":\"" + id + "\"", "\"reason\":\"it cannot be \\\"read\\\"\"");
        assertThat(run("list", "user.joined")).doesNotContain(id);
    }

    @Test
    void showsHeadersKeyAndValue() {
        var id = putAside(Topic.CONTACT_JOINED, "why");

        assertThat(run("show", "contact.joined", "--id", id))
                .contains("ce_id: the-event", "dead-letter-reason: why", "value: 0102");
    }

    @Test
    void bringsARecordBackOnceWithItsKeyAndHeaders() {
        var id = putAside(Topic.CONTACT_JOINED, "why");

        assertThat(run("replay", "contact.joined", "--id", id)).startsWith("Replayed 1.");
        assertThat(run("replay", "contact.joined", "--id", id)).startsWith("Replayed 0.");

        assertThat(run("list")).doesNotContain(id + " ");
        assertThat(returned(Topic.CONTACT_JOINED)).singleElement().satisfies(record -> {
            assertThat(record.value()).containsExactly(1, 2);
            assertThat(record.headers().lastHeader("ce_id").value())
                    .isEqualTo("the-event".getBytes(StandardCharsets.UTF_8));
            assertThat(record.headers()).noneMatch(header -> header.key().startsWith("dead-letter"));
        });
    }

    @Test
    void bringsARecordBackOnceWhenSeveralReplayAtTheSameTime() {
        putAside(Topic.SESSION_REVOKED, "why");

        IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try {
                        run("replay", "session.revoked");
                    } catch (org.apache.kafka.common.KafkaException fenced) {
                        assertThat(fenced).hasMessageMatching("(?s).*(fenced|newer|epoch|transaction).*");
                    }
                }))
                .toList()
                .forEach(CompletableFuture::join);
        run("replay", "session.revoked");

        assertThat(returned(Topic.SESSION_REVOKED)).hasSize(1);
    }

    @Test
    void leavesARecordOfWhichACompactedTopicHasANewerOne() {
        var first = stack.events().produce(Topic.USER_JOINED, key, new byte[] {1, 2}, Map.of());
        stack.events().produce(Topic.USER_JOINED, key, new byte[] {3}, Map.of());
        var id = putAside(
                Topic.USER_JOINED,
                Map.of(
                        "dead-letter-partition", String.valueOf(first.partition()),
                        "dead-letter-offset", String.valueOf(first.offset())));

        assertThat(run("replay", "user.joined", "--id", id, "--json"))
                .contains("\"replayed\":[]", "\"superseded\":[\"" + id + "\"]");
        assertThat(run("replay", "user.joined", "--id", id, "--force")).startsWith("Replayed 1.");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (var line : List.of("burn", "replay", "replay nothing.such", "list --loud", "show user.joined --id")) {
            assertThatThrownBy(() -> run(line.split(" ", -1))).as(line).isInstanceOf(StackFailure.class);
        }
        assertThatThrownBy(() -> DeadLetters.Command.parse("list")).hasMessageContaining("--bootstrap");
    }

    private String putAside(Topic topic, String reason) {
        return putAside(topic, Map.of("dead-letter-reason", reason, "ce_id", "the-event"));
    }

    private String putAside(Topic topic, Map<String, String> headers) {
        var stored = stack.events().produce(topic.deadLetters(), key, new byte[] {1, 2}, headers);
        return stored.partition() + "-" + stored.offset();
    }

    private List<ConsumerRecord<byte[], byte[]>> returned(Topic topic) {
        return stack.events().all(topic).stream()
                .filter(record -> Arrays.equals(record.key(), key))
                .toList();
    }

    private static String run(String... words) {
        var line = new java.util.ArrayList<>(List.of("--bootstrap", stack.kafka()));
        line.addAll(List.of(words));
        return DeadLetters.run(DeadLetters.Command.parse(line.toArray(String[]::new)));
    }
}
