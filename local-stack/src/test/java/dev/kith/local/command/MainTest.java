package dev.kith.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.CommandLine;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.OperatingSystem;
import dev.kith.local.testing.Checkouts;
import dev.kith.local.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program behind the script, in a process of its own.
class MainTest {
    @TempDir
    Path temporary;

    // The signal is that of `kill`: one that the terminal sends may be ignored where tests run in the
    // background. Both end the JVM in the same way.
    @Test
    void endsWhatIsHalfStartedWhenItIsInterrupted() throws Exception {
        Process up = start("up", "kafka");
        await().atMost(Duration.ofSeconds(30)).until(this::isKafkaRunning);

        OperatingSystem.signal("TERM", up.pid());

        assertThat(up.waitFor()).isEqualTo(130);
        assertThat(Files.readString(err())).contains("Interrupted. What was ready stays up");
        await().atMost(Duration.ofSeconds(20)).until(() -> !isKafkaRunning());
        assertThat(data().resolve("run/kafka.properties")).doesNotExist();
    }

    @Test
    void saysInOneLineWhatIsWrong() throws Exception {
        Files.createDirectories(data().resolve("run"));
        Files.writeString(data().resolve(".kith-data"), "");
        Files.writeString(data().resolve("run/redis.properties"), "pid=forty\n");

        assertThat(start("status").waitFor()).isEqualTo(3);

        assertThat(Files.readString(err()).lines()).hasSize(1);
        assertThat(Files.readString(err())).contains("redis.properties").doesNotContain("\tat ");
    }

    @Test
    void removesTheDataAsSoonAsNobodyElseIsAtWorkOnIt() throws Exception {
        layout().create();
        Files.writeString(data().resolve("logs/auth.log"), "started\n");
        Process remove;
        try (var other = DataLock.take(layout())) {
            remove = start("remove");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.readString(err()).contains("Waiting for another ./kith command"));
            assertThat(data().resolve("logs/auth.log")).exists();
        }

        assertThat(remove.waitFor()).isZero();
        assertThat(temporary)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("data"));
    }

    // What one left behind that was killed is removed by the next.
    @Test
    void goesOnWithARemovalThatWasBrokenOff() throws Exception {
        layout().create();
        Files.move(data(), temporary.resolve("data.removed"));
        layout().create();

        assertThat(start("remove").waitFor()).isZero();

        assertThat(temporary)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("data"));
    }

    @Test
    void removesNothingThatItDidNotMake() throws Exception {
        var thesis = Files.createDirectories(temporary.resolve("data.removed")).resolve("thesis.txt");
        Files.writeString(thesis, "important");
        layout().create();

        assertThat(start("remove").waitFor()).isEqualTo(2);

        assertThat(Files.readString(err())).contains("data.removed").contains("was not made by");
        assertThat(thesis).exists();
        assertThat(data()).exists();
    }

    private Process start(String... command) throws IOException {
        var arguments = new ArrayList<>(Arrays.asList(command));
        arguments.addAll(List.of("--home", Checkouts.home().toString(), "--data", data().toString()));
        arguments.addAll(List.of("--cache", Checkouts.cache().toString(), "--port-offset", offset()));
        return ChildJvm.of(Main.class, arguments.toArray(String[]::new))
                .redirectOutput(temporary.resolve("out").toFile())
                .redirectError(err().toFile())
                .start();
    }

    private boolean isKafkaRunning() {
        return ProcessHandle.allProcesses()
                .map(process -> CommandLine.of(process.pid()))
                .anyMatch(c -> c.has("-Dkith.data=" + data()) && c.has("dev.kith.local.kafka.KafkaNode"));
    }

    // Somewhere between the ports of a stack that runs and those of the tests beside this one.
    private static String offset() {
        return String.valueOf(10_000 + ProcessHandle.current().pid() % 1_000 * 10);
    }

    private Layout layout() {
        return new Layout(Checkouts.home(), data(), Checkouts.cache());
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private Path err() {
        return temporary.resolve("err");
    }
}
