package dev.kith.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import dev.kith.local.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lock between two processes: within one, Java itself refuses the second.
class DataLockTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path temporary;

    private Layout layout;

    @BeforeEach
    void layOut() {
        layout = new Layout(temporary, temporary.resolve("data"), temporary);
        layout.create();
    }

    @Test
    void isGivenToOneAtATime() throws Exception {
        Process holder = holder();

        assertThatThrownBy(() -> DataLock.take(layout, SHORT))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("Another ./kith command")
                .extracting(e -> ((StackFailure) e).reason().exitCode())
                .isEqualTo(8);
        holder.getOutputStream().close();
        holder.waitFor();

        DataLock.take(layout, SHORT).close();
    }

    @Test
    void goesWithAHolderThatIsKilled() throws Exception {
        Process holder = holder();

        holder.destroyForcibly().waitFor();

        DataLock.take(layout, SHORT).close();
    }

    // As `./kith clean` does, which holds the lock: who has waited begins anew, and not in what is removed.
    @Test
    void isTakenAnewWhenTheDirectoryWasMovedAwayMeanwhile() throws Exception {
        Process remover = holder();
        Path err = temporary.resolve("err");
        Process waiting = child().redirectError(err.toFile()).start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(err).contains("Waiting for another ./kith command"));

        Files.move(layout.data(), temporary.resolve("removed"));
        remover.getOutputStream().close();

        awaitHeld(waiting);
        assertThat(layout.isOurs()).isTrue();
        assertThatThrownBy(() -> DataLock.take(layout, SHORT)).hasMessageContaining("Another ./kith command");
        waiting.getOutputStream().close();
        assertThat(waiting.waitFor()).isZero();
    }

    // A directory in its place: no account, not even root, can write to it.
    @Test
    void saysWhenItCannotBeWritten() throws IOException {
        Files.createDirectory(layout.data().resolve("lock"));

        assertThatThrownBy(() -> DataLock.take(layout, SHORT))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining(layout.data().resolve("lock").toString())
                .extracting(e -> ((StackFailure) e).reason())
                .isEqualTo(Reason.ENVIRONMENT);
    }

    private Process holder() throws IOException {
        var process = child().start();
        awaitHeld(process);
        return process;
    }

    private ProcessBuilder child() {
        return ChildJvm.of(DataLockTest.class, layout.data().toString());
    }

    private static void awaitHeld(Process process) throws IOException {
        assertThat(new String(process.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                .isEqualTo("held");
    }

    /// Holds the lock until its input ends.
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        try (var lock = DataLock.take(new Layout(data, data, data))) {
            System.out.print("held");
            System.out.flush();
            System.in.readAllBytes();
        }
    }
}
