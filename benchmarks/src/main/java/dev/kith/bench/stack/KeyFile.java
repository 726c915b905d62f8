package dev.kith.bench.stack;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/// Where a benchmark remembers the app of its last run, so that the next one finds what it has loaded. Readable by its
/// owner only: it holds the app's key.
public final class KeyFile {
    private final Path file;

    /// The name of the app whose users are loaded, and measured against.
    public static final String WORLD = "benchmark contacts";

    /// Of the app whose users are loaded.
    public static KeyFile ofWorld(Path directory) {
        return new KeyFile(directory.resolve("bench-contacts.properties"));
    }

    public KeyFile(Path file) {
        this.file = file;
    }

    /// The app of an earlier run, if the stack still knows it; else a new one, remembered from now on.
    public Tenant enter(Gateway gateway, String rootKey, String name) {
        var known = read().flatMap(key -> enter(gateway, key));
        return known.orElseGet(() -> {
            var opened = Tenant.open(gateway, rootKey, name);
            write(opened.key());
            return opened;
        });
    }

    public void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure("remove", e);
        }
    }

    private static Optional<Tenant> enter(Gateway gateway, Tenant.Key key) {
        try {
            return Optional.of(Tenant.enter(gateway, key));
        } catch (Refused e) {
            if (e.status() == 401) {
                return Optional.empty(); // another stack, or a clean one
            }
            throw new BenchFailure(ExitCode.NO_STACK, "The stack refused " + e.getMessage(), e);
        }
    }

    private Optional<Tenant.Key> read() {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
            return Optional.of(new Tenant.Key(properties.getProperty("app", ""), properties.getProperty("key", "")));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    private void write(Tenant.Key key) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, "app=" + key.app() + "\nkey=" + key.secret() + "\n");
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private BenchFailure failure(String what, IOException e) {
        return new BenchFailure(
                ExitCode.USAGE, "Cannot " + what + " " + file + " (" + e + "). Choose a directory with --data.", e);
    }
}
