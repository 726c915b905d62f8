package dev.kith.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/// The record of one started part, kept in `run/` so that the next command finds the process again.
///
/// @param part what runs
/// @param process which process it is
/// @param port where it listens
/// @param fingerprint of what was started, see [Launch]
/// @param since when it was started
/// @param ready whether it has been seen ready, with all that others expect in it
public record Run(Part part, ProcessIdentity process, int port, String fingerprint, Instant since, boolean ready) {

    public boolean isAlive() {
        return process.isAlive();
    }

    public Run asReady() {
        return new Run(part, process, port, fingerprint, since, true);
    }

    /// The record of this part; empty when it was never started or was stopped. The process may have died since.
    ///
    /// @throws StackFailure for a record that cannot be read: what it is about may run
    static Optional<Run> read(Path runs, Part part) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file(runs, part))) {
            properties.load(in);
            return Optional.of(of(part, properties));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
            throw new StackFailure(
                    Reason.ENVIRONMENT,
                    "%s, which says how %s runs, cannot be read (%s). If it does not run any more, remove that file."
                            .formatted(file(runs, part), part.label(), unreadable),
                    unreadable);
        }
    }

    private static Run of(Part part, Properties properties) {
        return new Run(
                part,
                new ProcessIdentity(
                        Long.parseLong(properties.getProperty("pid")), properties.getProperty("started", "")),
                Integer.parseInt(properties.getProperty("port")),
                properties.getProperty("fingerprint", ""),
                Instant.parse(properties.getProperty("since", "")),
                Boolean.parseBoolean(properties.getProperty("ready")));
    }

    /// Replaces the record in one step, so that a command killed here leaves the old one or the new one.
    void write(Path runs) {
        var text = "pid=" + process.pid() + "\nstarted=" + process.started() + "\nport=" + port + "\nfingerprint="
                + fingerprint + "\nsince=" + since + "\nready=" + ready + "\n";
        try {
            Path next = Files.writeString(runs.resolve(part.label() + ".next"), text);
            Files.move(next, file(runs, part), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StackFailure.cannotWrite(file(runs, part), e);
        }
    }

    static void forget(Path runs, Part part) {
        try {
            Files.deleteIfExists(file(runs, part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path runs, Part part) {
        return runs.resolve(part.label() + ".properties");
    }
}
