package dev.kith.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Starts processes in one of two ways: [#detached()], which outlive this JVM, and [#tied()], which die with it.
public sealed interface Spawner {

    /// Starts the process with its output appended to the log.
    Process spawn(Launch launch, Path log) throws IOException;

    static Spawner detached() {
        return new Detached();
    }

    static Spawner tied() {
        return OperatingSystem.has("setpriv") ? new TiedByKernel() : new TiedByPipe();
    }

    // The account comes first: a change of user would clear the signal that the kernel was asked for.
    private static ProcessBuilder builder(Launch launch, List<String> wrapper, Path log) {
        var command = new ArrayList<>(launch.account());
        command.addAll(wrapper);
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(launch.environment());
        return builder;
    }

    /// In a session of its own: neither Ctrl-C at the terminal nor its closing reaches the process.
    final class Detached implements Spawner {
        private static final List<String> SETSID = List.of("setsid");
        // macOS has no setsid program, but a Perl with the call.
        private static final List<String> PERL = List.of("perl", "-MPOSIX", "-e", "setsid(); exec {$ARGV[0]} @ARGV");

        @Override
        public Process spawn(Launch launch, Path log) throws IOException {
            return builder(launch, OperatingSystem.has("setsid") ? SETSID : PERL, log)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        }
    }

    /// Linux sends the signal when the *thread* that started the child ends, so one thread starts them all and stays.
    final class TiedByKernel implements Spawner {
        private static final ExecutorService FOREVER = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("kith-spawner").daemon().factory());

        @Override
        public Process spawn(Launch launch, Path log) throws IOException {
            try {
                return FOREVER.submit(() -> builder(
                                        launch, List.of("setpriv", "--pdeathsig", launch.orphanSignal(), "--"), log)
                                .redirectInput(ProcessBuilder.Redirect.from(
                                        Path.of("/dev/null").toFile()))
                                .start())
                        .get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while starting a process", e);
            }
        }
    }

    /// Elsewhere: a watcher holds the other end of a pipe from this JVM and signals the child when the pipe ends.
    final class TiedByPipe implements Spawner {
        /// The pipe of a process that nobody holds is closed by the garbage collector.
        private static final List<Process> HELD = new CopyOnWriteArrayList<>();

        @Override
        public Process spawn(Launch launch, Path log) throws IOException {
            // The pipe gets a number of its own first: a shell gives its background commands an empty input.
            String watch = "exec 3<&0; ( cat <&3 >/dev/null; kill -%s $$ ) & exec \"$@\" 3<&- </dev/null"
                    .formatted(launch.orphanSignal());
            Process process =
                    builder(launch, List.of("sh", "-c", watch, "sh"), log).start();
            HELD.add(process);
            return process;
        }
    }
}
