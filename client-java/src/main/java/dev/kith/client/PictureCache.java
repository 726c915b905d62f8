package dev.kith.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures on this device, of one user: those of another are removed when that one comes. What is behind a name never changes.
 * Bounded: the oldest make room. Without a directory of the app's they end with the process. Thread-safe.
 */
final class PictureCache {
    private static final int MOST = 1_000;

    private @Nullable Path chosen;
    private @Nullable Path directory;

    synchronized void keepIn(Path place) {
        chosen = place;
        directory = null;
    }

    /** Where the picture of this name is, or is to be put. */
    synchronized Path place(long uid, String name) throws IOException {
        var all = all();
        var own = all.resolve(Long.toString(uid));
        if (!Files.isDirectory(own)) {
            remove(all);
            create(own);
        }
        var picture = own.resolve(name);
        if (!Files.exists(picture)) {
            makeRoom(own);
        }
        return picture;
    }

    synchronized void clear() throws IOException {
        var all = chosen == null ? directory : chosen;
        if (all != null) {
            remove(all);
        }
    }

    /** Of what only this process knows nothing stays. */
    synchronized void end() throws IOException {
        var own = directory;
        if (chosen == null && own != null) {
            remove(own);
            Files.deleteIfExists(own);
        }
    }

    private Path all() throws IOException {
        var known = directory;
        if (known == null) {
            known = chosen == null ? Files.createTempDirectory("kith-pictures") : chosen;
            directory = known;
        }
        return known;
    }

    private static void makeRoom(Path own) throws IOException {
        var pictures = new ArrayList<>(list(own));
        if (pictures.size() >= MOST) {
            pictures.sort(Comparator.comparing(PictureCache::age));
            for (var old : pictures.subList(0, pictures.size() - MOST * 3 / 4)) {
                Files.deleteIfExists(old);
            }
        }
    }

    private static long age(Path picture) {
        return picture.toFile().lastModified();
    }

    /** Only what is put here: the directory is one of the app's. */
    private static void remove(Path all) throws IOException {
        for (var own : list(all)) {
            for (var picture : list(own)) {
                Files.deleteIfExists(picture);
            }
            Files.deleteIfExists(own);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static void create(Path own) throws IOException {
        Files.createDirectories(own);
        try {
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        } catch (UnsupportedOperationException otherSystem) {
            // There the directory above says who may read.
        }
    }
}
