package dev.kith.system.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.RunningKith;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The demo is a test: each of its steps checks what it shows.
@ExtendWith(RunningKith.class)
class MainJobTest {
    static final Path SAMPLES = Path.of(System.getProperty("kith.home", "..")).resolve("samples");

    @Test
    void runsFromSignUpToBlockingAndFindsItsTracksTheNextTime(LocalStack stack, @TempDir Path folder) throws Exception {
        var state = folder.resolve("last-run.json");

        var first = run(stack, List.of(), state);
        var received = LastRun.load(state).orElseThrow().texts();
        var second = run(stack, List.of(), state);

        assertThat(first).doesNotContainKey("every message, each once");
        assertThat(received).isNotEmpty();
        assertThat(second)
                .containsEntry("every message, each once", received.size() + " received")
                .containsKey("the profile with its levels");
        assertThat(second.keySet()).containsAll(first.keySet());
    }

    @Test
    void takesABookOfTheUsersOwn(LocalStack stack, @TempDir Path folder) throws Exception {
        var own = SAMPLES.resolve(Cast.of(SAMPLES).bob().book());

        assertThat(run(stack, List.of(own), folder.resolve("last-run.json")))
                .containsKeys("Alice syncs your own book", "the people of this demo are added to it");
    }

    /// The steps, which all went well, and what was seen in each.
    private static Map<String, String> run(LocalStack stack, List<Path> books, Path state) throws Exception {
        var out = new ByteArrayOutputStream();

        int code = MainJob.run(
                stack.gatewayUrl(),
                stack.rootKey(),
                Cast.of(SAMPLES),
                books,
                state,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                true);

        assertThat(code).as("exit code").isZero();
        var steps = new LinkedHashMap<String, String>();
        JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("steps")
                .forEach(step -> steps.put(
                        step.getAsJsonObject().get("step").getAsString(),
                        step.getAsJsonObject().get("seen").getAsString()));
        return steps;
    }
}
