package dev.kith.system.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.RunningKith;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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

        assertThat(run(stack, List.of(), state)).isPositive();
        assertThat(run(stack, List.of(), state)).isPositive();
    }

    @Test
    void takesABookOfTheUsersOwn(LocalStack stack, @TempDir Path folder) throws Exception {
        var own = SAMPLES.resolve(Cast.of(SAMPLES).bob().book());

        assertThat(run(stack, List.of(own), folder.resolve("last-run.json"))).isPositive();
    }

    /// Number of steps that went well.
    private static int run(LocalStack stack, List<Path> books, Path state) throws Exception {
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
        return JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("steps")
                .size();
    }
}
