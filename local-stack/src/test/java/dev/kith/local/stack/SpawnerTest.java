package dev.kith.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.testing.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of children when the JVM that started them is killed.
class SpawnerTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "pipe"})
    void tiedChildrenDieWithTheJvm(String way) throws IOException {
        Process jvm = jvm(way);
        ProcessIdentity child = childOf(jvm);
        assertThat(child.isAlive()).isTrue();

        jvm.destroyForcibly();

        await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"detached"})
    void detachedChildrenOutliveTheJvm(String way) throws Exception {
        Process jvm = jvm(way);
        ProcessIdentity child = childOf(jvm);

        jvm.destroyForcibly().waitFor();

        Thread.sleep(300);
        assertThat(child.isAlive()).isTrue();
        OperatingSystem.signal("KILL", child.pid());
        await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
    }

    private Process jvm(String way) throws IOException {
        return ChildJvm.of(Parent.class, way, temporary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessIdentity childOf(Process jvm) throws IOException {
        BufferedReader lines = jvm.inputReader();
        return ProcessIdentity.of(Long.parseLong(lines.readLine().strip())).orElseThrow();
    }

    /// The JVM that is killed: starts one child, tells its pid and waits.
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Spawner spawner = switch (arguments[0]) {
                case "kernel" -> new Spawner.TiedByKernel();
                case "pipe" -> new Spawner.TiedByPipe();
                default -> Spawner.detached();
            };
            Path directory = Path.of(arguments[1]);
            var launch = new Launch(List.of(), List.of("sleep", "120"), Map.of(), directory, "TERM", "");
            // Started by a thread that ends: children are tied to the JVM, not to whoever asked.
            var pid = new long[1];
            Thread asking = Thread.ofPlatform().start(() -> {
                try {
                    pid[0] = spawner.spawn(launch, directory.resolve("child.log"))
                            .pid();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            asking.join();
            Thread.sleep(300);
            System.out.println(pid[0]);
            Thread.sleep(Duration.ofMinutes(2));
        }
    }
}
