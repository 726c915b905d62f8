package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.messaging.testing.SocketTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the socket makes of WebSocket frames, right and wrong ones, by the verdict of Autobahn's fuzzing client.
@SocketTest
class ConformanceTest {
    private static final String AGENT = "kith";
    private static final long MINUTES = 8;
    /// What is not wrong: as the standard says, within what it leaves open, or told for information.
    private static final List<String> RIGHT = List.of("OK", "NON-STRICT", "INFORMATIONAL");

    private static final Pattern CLIENT = Pattern.compile("test-classes|autobahntestsuite|jython|json-simple");

    @TestHTTPResource(EchoRoute.PATH)
    URI echo;

    @TempDir
    Path reports;

    /// Framing, pings, reserved bits, opcodes, fragments, UTF-8, closing. Left out is how fast it is with messages
    /// beyond our limit (9), and compression, which is not offered (12, 13).
    @Test
    @Tag("slow")
    void passesEveryCaseThatApplies() throws Exception {
        var verdicts = verdicts("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");

        assertThat(verdicts).hasSize(247);
        assertThat(wrong(verdicts)).isEmpty();
    }

    /// One or a few of each group, so that a change of the codec is noticed in the quick run too.
    @Test
    void passesOneCaseOfEachGroup() throws Exception {
        var verdicts = verdicts("1.1.1", "1.2.2", "2.4", "3.2", "4.1.1", "5.9", "5.15", "6.3.1", "7.3.1", "7.9.1");

        assertThat(verdicts).hasSize(10);
        assertThat(wrong(verdicts)).isEmpty();
    }

    private static Map<String, String> wrong(Map<String, String> verdicts) {
        var wrong = new TreeMap<>(verdicts);
        wrong.values().removeIf(verdict -> RIGHT.containsAll(List.of(verdict.split("/"))));
        return wrong;
    }

    /// What became of each of these cases: of the case, and of the close that ended it.
    private Map<String, String> verdicts(String... cases) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                classPath(),
                FuzzingClient.class.getName(),
                AGENT,
                "ws" + echo.toString().substring("http".length())));
        command.addAll(List.of(cases));
        var log = reports.resolve("log").toFile();
        var client = new ProcessBuilder(command)
                .directory(reports.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            boolean done = client.waitFor(MINUTES, TimeUnit.MINUTES);
            assertThat(done).as(() -> tail(log.toPath())).isTrue();
        } finally {
            client.destroyForcibly();
        }
        var index = reports.resolve("target/autobahntestsuite-reports/index.json");
        assertThat(index).as(() -> tail(log.toPath())).exists();
        return Stream.of(new JsonObject(Files.readString(index)).getJsonObject(AGENT))
                .flatMap(all -> all.fieldNames().stream().map(name -> Map.entry(name, all.getJsonObject(name))))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        verdict -> verdict.getValue().getString("behavior") + "/"
                                + verdict.getValue().getString("behaviorClose")));
    }

    /// The client alone: for its Python, a class path with a package `io` would hide its module of that name.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> CLIENT.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
