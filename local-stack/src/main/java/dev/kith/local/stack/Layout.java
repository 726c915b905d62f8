package dev.kith.local.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
            // In this order: another command may be making it at this moment, and the mark comes first.
            if (Files.isDirectory(data) && !isEmpty(data) && !isOurs()) {
                throw new StackFailure(
                        Reason.USAGE,
                        data + " is not empty and was not made by Kith. Choose an empty or new directory with --data.");
            }
            Files.createDirectories(data);
            if (!isOurs()) {
                Files.writeString(data.resolve(MARKER), "Made by ./kith; ./kith clean removes this directory.\n");
            }
            createInside(logs());
            createInside(runs());
        } catch (IOException e) {
            throw StackFailure.cannotWrite(data, e);
        }
    }

    // Never with what is around it: a data directory that goes away meanwhile must not come back unmarked.
    private static void createInside(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
    }

    /// Removes the data directory and all in it. It is moved aside first: to everybody else it is there as a whole
    /// or not at all. What a removal left that was broken off goes with it.
    ///
    /// @throws StackFailure when not all could be removed, or something that Kith did not make is in the way
    public void remove() {
        Path aside = data.resolveSibling(data.getFileName() + ".removed");
        try {
            if (Files.isDirectory(aside)) {
                if (!isOurs(aside)) {
                    throw new StackFailure(
                            Reason.USAGE, aside + " is in the way and was not made by Kith. Nothing was removed.");
                }
                delete(aside);
            }
            Files.move(data, aside, StandardCopyOption.ATOMIC_MOVE);
            delete(aside);
        } catch (IOException e) {
            throw new StackFailure(Reason.ENVIRONMENT, "Not all of " + data + " could be removed: " + e + ".", e);
        }
    }

    /// Whether Kith made this data directory. Only such a one is ever removed.
    public boolean isOurs() {
        return isOurs(data);
    }

    private static boolean isOurs(Path directory) {
        return Files.isRegularFile(directory.resolve(MARKER));
    }

    // The mark goes last: by it the next removal knows what this one leaves when it is broken off.
    private static void delete(Path directory) throws IOException {
        if (!Files.isSymbolicLink(directory)) {
            try (var entries = Files.newDirectoryStream(directory, entry -> !entry.endsWith(MARKER))) {
                for (Path entry : entries) {
                    Directories.delete(entry);
                }
            }
        }
        Directories.delete(directory);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
