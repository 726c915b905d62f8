package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app is killed again and again, in whatever it is doing, while it sends and receives. */
class KillTest {
    static final int ARRIVAL_MILLIS = 7;

    private static final long UID = 7;
    private static final long PEER = 9;
    private static final int WRITTEN = 2_000;
    private static final int LONGEST_LIFE_MILLIS = 1_500;

    @TempDir
    Path directory;

    @Test
    @Tag("slow")
    void losesNothingAndDoublesNothingHoweverOftenItIsKilled() throws Exception {
        int kills = Integer.getInteger("kills", 15);
        var random = new Random(kills);
        var arriving = Executors.newSingleThreadScheduledExecutor();
        try (var server = new ModelServer()) {
            var said = new AtomicInteger();
            var unused = arriving.scheduleAtFixedRate(
                    () -> server.say(PEER, said.incrementAndGet(), UID, "theirs " + said.get()),
                    0,
                    ARRIVAL_MILLIS,
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < kills; i++) {
                var app = start(server);
                // From before it is connected until well into its work.
                app.waitFor(300 + random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
                assertThat(app.isAlive())
                        .as(() -> "alive until it is killed:\n" + log())
                        .isTrue();
                app.destroyForcibly().waitFor();
            }
            arriving.shutdown();
            arriving.awaitTermination(10, TimeUnit.SECONDS);
            var app = start(server);
            try {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(own(server)).hasSize(WRITTEN));
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    var stored = Stored.in(directory);
                    assertThat(stored.cursor()).isEqualTo(server.head(UID));
                    assertThat(stored.waiting() + stored.untold()).isZero();
                    assertThat(stored.messages()).hasSize(WRITTEN + said.get());
                });
            } finally {
                app.destroyForcibly().waitFor();
            }

            assertThat(own(server)).isEqualTo(numbered("mine ", WRITTEN));
            assertThat(Stored.in(directory).messages())
                    .isEqualTo(server.view(UID).stream()
                            .map(line -> line.replace(" {}", ""))
                            .toList());
            var shown = Files.readAllLines(directory.resolve("shown"));
            assertThat(List.copyOf(new LinkedHashSet<>(shown))).isEqualTo(numbered("theirs ", said.get()));
            // What was being told in the moment of a kill is told again, and nothing else.
            assertThat(shown.size() - said.get()).isLessThan(kills * 64);
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static List<String> own(ModelServer server) {
        return server.accepted().stream()
                .filter(text -> text.startsWith("mine "))
                .toList();
    }

    private static List<String> numbered(String what, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> what + number).toList();
    }

    /** The tests run as a module, the app as most do. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"));
    }

    private Process start(ModelServer server) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        classPath(),
                        KilledClient.class.getName(),
                        server.url(),
                        ScriptedServer.token(3_600, UID),
                        directory.toString(),
                        Long.toString(PEER),
                        Integer.toString(WRITTEN))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }
}
