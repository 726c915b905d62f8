package dev.kith.local.command;

import dev.kith.local.testing.Checkouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The script `kith` in an environment made up for it.
abstract class ScriptTestCase {
    @TempDir
    Path temporary;

    private final List<Process> started = new ArrayList<>();
    final Map<String, String> environment = new TreeMap<>();
    Path bin;

    @BeforeEach
    void makeAWorld() throws IOException {
        bin = Files.createDirectory(temporary.resolve("bin"));
        for (String tool : List.of(
                "bash",
                "sh",
                "sed",
                "head",
                "tail",
                "dirname",
                "readlink",
                "cat",
                "ls",
                "find",
                "mkdir",
                "mktemp",
                "touch",
                "rm",
                "grep",
                "flock",
                "perl",
                "tr",
                "sleep",
                "env",
                "id")) {
            link(tool);
        }
        environment.put("PATH", bin.toString());
        environment.put("HOME", temporary.resolve("my home").toString());
        environment.put("KITH_JDK_PLACES", temporary.resolve("jdks") + "/*");
        environment.put("KITH_DATA", temporary.resolve("data").toString());
    }

    // A script that a failing test left waiting must not outlive it.
    @AfterEach
    void leaveNothingRunning() {
        started.stream().flatMap(process -> process.descendants()).forEach(ProcessHandle::destroyForcibly);
        started.forEach(Process::destroyForcibly);
    }

    /// A JDK that tells by its java where it is and how it is called, and removes the data when asked to.
    final Path jdk(String name, String version) throws IOException {
        Path jdk = jre(name);
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(jdk.resolve("bin/javac"), "echo javac " + version);
        return jdk;
    }

    final Path jre(String name) throws IOException {
        Path folder = name.startsWith("elsewhere") ? temporary : temporary.resolve("jdks");
        Path jdk = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(jdk.resolve("bin"));
        program(
                jdk.resolve("bin/java"),
                "echo \"" + jdk + " $*\"; case \"$*\" in *'.Main remove '*) rm -rf \"$KITH_DATA\";; esac");
        return jdk;
    }

    final void maven(String version) throws IOException {
        program(
                bin.resolve("mvn"),
                "if [ \"$1\" = --version ]; then echo 'Apache Maven " + version
                        + " (x)'; else echo \"mvn $* with $JAVA_HOME in $PWD\"; fi");
    }

    static void program(Path path, String line) throws IOException {
        Files.deleteIfExists(path);
        Files.writeString(path, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void link(String tool) throws IOException {
        for (String folder : List.of("/bin", "/usr/bin", "/usr/local/bin")) {
            Path program = Path.of(folder, tool);
            if (Files.exists(program)) {
                Files.createSymbolicLink(bin.resolve(tool), program);
                return;
            }
        }
    }

    final Ended kith(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /// The script that is run.
    Path script() {
        return Checkouts.home().resolve("kith");
    }

    final Ended run(List<String> command) throws Exception {
        return start(command).end();
    }

    /// Starts it and returns at once.
    final Started start(List<String> command) throws IOException {
        Path out = Files.createTempFile(temporary, "out", "");
        Path err = Files.createTempFile(temporary, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return new Started(process, out, err);
    }

    record Started(Process process, Path out, Path err) {
        Ended end() throws IOException, InterruptedException {
            int exitCode = process.waitFor();
            return new Ended(
                    exitCode,
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }
    }

    record Ended(int exitCode, String out, String err) {}
}
