package dev.kith.media.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client for JavaScript that others wrote, as it is published, and killed in the middle of its requests.
@QuarkusTest
@Tag("slow")
class TusJsClientTest extends OnTheStack {
    private static final Path PROGRAM = Path.of("target/js");
    private static final Random CHANCE = new Random(19);
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    /// Installs what its lock file names, once for each build.
    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(PROGRAM);
        for (var file : List.of("package.json", "package-lock.json", "send.js")) {
            Files.copy(Path.of("src/test/js", file), PROGRAM.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(PROGRAM.resolve("node_modules/.package-lock.json"))) {
            var npm = started("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            assertThat(npm.waitFor()).as("npm ci in " + PROGRAM).isZero();
        }
    }

    @Test
    void bringsAFileThoughItIsKilledAgainAndAgain() throws Exception {
        var bytes = new byte[5_000_000];
        CHANCE.nextBytes(bytes);
        var file = Files.write(folder.resolve("a.bin"), bytes);

        var offsets = new ArrayList<Long>();
        for (int kill = 0; kill < KILLS; kill++) {
            int stop = 1_000_000 * kill + CHANCE.nextInt(1_000_000);
            offsets.addAll(killedAt(run(file, stop)));
        }
        var last = lines(run(file, Integer.MAX_VALUE));

        assertThat(last.getLast()).startsWith("done ");
        offsets.add(offset(last.getFirst()));
        // It went on each time, and further than the time before.
        assertThat(offsets).hasSize(KILLS).isSorted().last().isNotEqualTo(0L);
        var upload = URI.create(last.getLast().substring("done ".length())).getPath();
        assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(bytes);
        assertThat(client.get("/v1/files").body()).asString().containsOnlyOnce("\"id\"");
    }

    private Process run(Path file, int stop) throws IOException {
        return started(
                "node",
                "send.js",
                client.uri("/v1/uploads").toString(),
                client.token(),
                file.toString(),
                folder.resolve("memory.json").toString(),
                Integer.toString(stop));
    }

    /// Kills it when it has stopped.
    ///
    /// @return where it began to go on, unless it was the first
    private static List<Long> killedAt(Process process) throws Exception {
        var offsets = new ArrayList<Long>();
        try (var output = process.inputReader()) {
            var line = output.readLine();
            while (line != null && line.startsWith("from ")) {
                offsets.add(offset(line));
                line = output.readLine();
            }
            assertThat(line).startsWith("at ");
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return offsets;
    }

    private static List<String> lines(Process process) throws Exception {
        try (var output = process.inputReader()) {
            return output.lines().toList();
        }
    }

    private static long offset(String line) {
        return Long.parseLong(line.substring("from ".length()));
    }

    private static Process started(String... command) {
        try {
            return new ProcessBuilder(command)
                    .directory(PROGRAM.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("The tests of media-service need Node.js 18 or newer, with npm, on the PATH", e);
        }
    }
}
