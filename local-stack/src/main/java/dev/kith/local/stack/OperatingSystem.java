package dev.kith.local.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// What the launcher needs to know of the machine beneath it.
public final class OperatingSystem {
    private OperatingSystem() {}

    public static boolean isLinux() {
        return name().contains("linux");
    }

    public static boolean isMac() {
        return name().contains("mac");
    }

    public static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    /// Whether we are root, whom PostgreSQL refuses to serve.
    public static boolean isRoot() {
        return succeeds(List.of("sh", "-c", "test \"$(id -u)\" = 0"));
    }

    /// Whether a program of this name is on the path.
    public static boolean has(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(d -> Files.isExecutable(Path.of(d).resolve(program)));
    }

    /// Whether this command ends well within a few seconds.
    public static boolean succeeds(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Sends a signal, such as `INT`, that Java itself cannot send. Nothing happens when the process has gone.
    public static void signal(String name, long pid) {
        // The shell's own kill: the program of that name is missing in slim containers.
        boolean sent = succeeds(List.of("sh", "-c", "kill -" + name + " " + pid));
        if (!sent && ProcessIdentity.of(pid).isPresent()) {
            throw new StackFailure(
                    Reason.ENVIRONMENT, "May not send SIG" + name + " to process " + pid + ": is it another user's?");
        }
    }

    private static String name() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
