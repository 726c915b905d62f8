package dev.kith.system.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.RunningKith;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Any part may be killed without warning; started again, it has lost nothing and works with the others.
@ExtendWith(RunningKith.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
    @TempDir
    static Path folder;

    private LocalStack stack;
    private Path state;

    @BeforeAll
    void somethingToLose(LocalStack running) throws Exception {
        stack = running;
        state = folder.resolve("last-run.json");
        assertThat(mainJob()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void losesNothingWhenAPartIsKilled(Part part) throws Exception {
        stack.kill(part);
        stack.start(part);

        var before = LastRun.load(state).orElseThrow();
        var story = new Story(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), true, false);
        var look = new StillThere(before, stack.gatewayUrl(), new Backend(stack.gatewayUrl()));
        assertThatCode(() -> look.look(story)).doesNotThrowAnyException();
    }

    @Test
    void runsTheMainJobAgainAfterEveryPartOfItWasKilledAtOnce() throws Exception {
        for (var part : Part.values()) {
            stack.kill(part);
        }
        for (var part : Part.values()) {
            stack.start(part);
        }

        assertThat(mainJob()).isZero();
    }

    private int mainJob() throws Exception {
        return MainJob.run(
                stack.gatewayUrl(),
                stack.rootKey(),
                Cast.of(MainJobTest.SAMPLES),
                List.of(),
                state,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                true);
    }
}
