package dev.kith.media.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.media.OnTheStack;
import dev.kith.media.storage.Coming;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(CleaningTest.OnCallAlone.class)
class CleaningTest extends OnTheStack {
    @Inject
    Cleaning cleaning;

    @Inject
    Coming coming;

    /// No round but those that are called for.
    public static final class OnCallAlone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kith.media.cleaning", "1h");
        }
    }

    @Test
    void isCalledByWhoRemovesSomethingAndByNobodyElse() throws Exception {
        var needless = onDisk(UUID.randomUUID());
        toGo(List.of(needless));

        for (var kind : List.of("uploads", "files")) {
            assertThat(remove("/v1/" + kind + "/" + UUID.randomUUID())).isEqualTo(404);
        }
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(() -> isOnDisk(needless));

        assertThat(remove("/v1/files/" + client.file("a", new byte[] {1}))).isEqualTo(204);
        await().atMost(Duration.ofSeconds(10)).until(() -> !isOnDisk(needless));

        var another = onDisk(UUID.randomUUID());
        toGo(List.of(another));
        assertThat(remove(client.begin(10, "a"))).isEqualTo(204);
        await().atMost(Duration.ofSeconds(10)).until(() -> !isOnDisk(another));
    }

    @Test
    void goesOnWhenSomethingCannotBeRemoved() throws Exception {
        var stuck = UUID.randomUUID();
        Files.createDirectories(file(stuck).resolve("what a file cannot have"));
        var needless = onDisk(UUID.randomUUID());
        toGo(List.of(stuck, needless));

        cleaning.wake();

        await().atMost(Duration.ofSeconds(10)).until(() -> !isOnDisk(needless));
        assertThat(waiting(List.of(stuck))).isOne();
        Files.delete(file(stuck).resolve("what a file cannot have"));
        cleaning.wake();
        await().atMost(Duration.ofSeconds(10)).until(() -> waiting(List.of(stuck)) == 0);
    }

    @Test
    void reachesWhatLiesBehindManyThatAreWrittenTo() throws Exception {
        var written = Stream.generate(UUID::randomUUID)
                .limit(CleaningRepository.PIECE)
                .toList();
        var held = new AtomicInteger();
        var end = new CompletableFuture<Boolean>();
        var calls = written.stream()
                .map(id -> coming.alone(id, () -> {
                            held.incrementAndGet();
                            return Uni.createFrom().completionStage(end);
                        })
                        .subscribeAsCompletionStage())
                .toArray(CompletableFuture<?>[]::new);
        await().atMost(Duration.ofSeconds(10)).until(() -> held.get() == written.size());
        toGo(written);
        var needless = onDisk(UUID.randomUUID());
        toGo(List.of(needless));

        try {
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                cleaning.wake();
                return !isOnDisk(needless);
            });
            assertThat(waiting(written)).isEqualTo(written.size());
        } finally {
            end.complete(true);
            CompletableFuture.allOf(calls).join();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            cleaning.wake();
            return waiting(written) == 0;
        });
    }

    @Test
    void keepsAContentForAsLongAsAFileHasIt() throws Exception {
        var bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        var first = client.file("a", bytes);
        var second = client.file("b", bytes);
        var third = client.file("c", bytes);

        assertThat(remove("/v1/files/" + first)).isEqualTo(204);
        lookedInto(first);
        assertThat(client.get("/v1/files/" + second).body()).isEqualTo(bytes);

        try (var connection = SharedStack.get().database(Part.MEDIA);
                var change = connection.createStatement()) {
            // The last but one is looked into while the last one is being removed.
            connection.setAutoCommit(false);
            change.executeUpdate("delete from file where id = '" + third + "'");
            assertThat(remove("/v1/files/" + second)).isEqualTo(204);
            lookedInto(first);
            assertThat(kept(first)).exists();
            connection.commit();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            cleaning.wake();
            return Files.notExists(kept(first));
        });
    }

    /// Waits until what is known of this content to be looked into was looked into.
    private void lookedInto(String content) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            cleaning.wake();
            return count("suspect where content = '" + content + "'") == 0;
        });
    }

    private static Path kept(String content) {
        return Path.of("target/media/kept", content.substring(0, 2), content);
    }

    private int remove(String path) {
        return client.tus("DELETE", path, new byte[0]).statusCode();
    }

    /// Bytes that no upload has.
    private static UUID onDisk(UUID id) throws Exception {
        Files.write(file(id), new byte[] {1, 2, 3});
        return id;
    }

    private static boolean isOnDisk(UUID id) {
        return Files.exists(file(id));
    }

    private static Path file(UUID id) {
        return Path.of("target/media/coming", id.toString());
    }

    private static void toGo(List<UUID> ids) throws Exception {
        try (var connection = SharedStack.get().database(Part.MEDIA);
                var change = connection.createStatement()) {
            change.executeUpdate("insert into removal (key, kept) select unnest(" + array(ids) + "), false");
        }
    }

    private static int waiting(List<UUID> ids) throws Exception {
        return count("removal where key = any(" + array(ids) + ")");
    }

    private static int count(String rowsOf) throws Exception {
        try (var connection = SharedStack.get().database(Part.MEDIA);
                var question = connection.createStatement();
                var rows = question.executeQuery("select count(*) from " + rowsOf)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String array(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "'{", "}'::uuid[]"));
    }
}
