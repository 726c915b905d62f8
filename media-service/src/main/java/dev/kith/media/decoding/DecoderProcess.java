package dev.kith.media.decoding;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A [Decoder] that runs. For one thread at a time.
final class DecoderProcess implements AutoCloseable {
    /// Also on a machine that is busy.
    private static final Duration START = Duration.ofSeconds(30);

    private final Process process;
    private final DataOutputStream tasks;
    private final DataInputStream answers;
    private final long largestAnswer;

    /// @throws IOException when it does not start
    DecoderProcess(int megabytes, Bounds bounds) throws IOException {
        this.process = start(megabytes, bounds);
        this.tasks = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(process.getInputStream());
        this.largestAnswer = bounds.decodedBytes();
        within(START, answers::readBoolean);
    }

    /// What becomes of this task.
    ///
    /// @throws Late if it takes longer; the process is ended then
    /// @throws IOException if the process ends, for whatever reason
    Decoded on(Task task, Duration most) throws IOException {
        return within(most, () -> {
            task.write(tasks);
            tasks.flush();
            return Decoded.read(answers, largestAnswer);
        });
    }

    boolean runs() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// Does what stands still when the process does.
    private <T> T within(Duration most, Exchange<T> exchange) throws IOException {
        var late = new AtomicBoolean();
        var end = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    close();
                },
                CompletableFuture.delayedExecutor(most.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return exchange.run();
        } catch (IOException ended) {
            close();
            throw late.get() ? new Late(ended) : ended;
        } finally {
            end.cancel(false);
        }
    }

    private static Process start(int megabytes, Bounds bounds) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + megabytes + "m",
                // Pictures are large: nearly all of it is for what is old from the beginning.
                "-Xmn32m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // The standard output is for answers, and nothing is left on the disk.
                "-XX:+DisplayVMOutputToStderr",
                "-XX:+ErrorFileToStderr",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-cp",
                ClassPath.ofDecoder(),
                Decoder.class.getName()));
        command.addAll(bounds.arguments());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Of what the service knows, nothing.
        builder.environment().clear();
        return builder.start();
    }

    private interface Exchange<T> {
        T run() throws IOException;
    }

    /// It took longer than it may.
    static final class Late extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        Late(IOException cause) {
            super(cause);
        }
    }
}
