package dev.kith.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where things are: the checkout with the built programs, the data of this stack, and what is unpacked once.
///
/// @param home the checkout of Kith
/// @param data everything that this stack keeps
/// @param cache unpacked binaries, shared by all stacks of the checkout
public record Layout(Path home, Path data, Path cache) {
    private static final String MARKER = ".kith-data";

    public Layout {
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
    }

    /// The folder in which this part keeps its data.
    public Path dataOf(Part part) {
        return data.resolve(part.label());
    }

    public Path log(Part part) {
        return logs().resolve(part.label() + ".log");
    }

    public Path logs() {
        return data.resolve("logs");
    }

    public Path runs() {
        return data.resolve("run");
    }

    /// The jars that programs of this module run from; the build copies them there.
    public Path libraries() {
        return home.resolve("local-stack/target/lib");
    }

    /// The class path of programs of this module that run in a process of their own.
    public String classPath() {
        return home.resolve("local-stack/target/classes") + ":" + libraries() + "/*";
    }

    /// Makes the data directory, marked as ours.
    ///
    /// @throws StackFailure when the directory holds something that Kith did not make
    public void create() {
        try {
            if (Files.isDirectory(data) && !isOurs() && !isEmpty(data)) {
                throw new StackFailure(
                        Reason.USAGE,
                        data + " is not empty and was not made by Kith. Choose an empty or new directory with --data.");
            }
            Files.createDirectories(logs());
            Files.createDirectories(runs());
            if (!isOurs()) {
                Files.writeString(data.resolve(MARKER), "Made by ./kith; ./kith clean removes this directory.\n");
            }
        } catch (IOException e) {
            throw StackFailure.cannotWrite(data, e);
        }
    }

    /// Whether Kith made this data directory. Only such a one is ever removed.
    public boolean isOurs() {
        return Files.isRegularFile(data.resolve(MARKER));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
