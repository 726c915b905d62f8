package dev.kith.media.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/// Contents in the folder in which uploads come in. Keeping one is a second name for the same bytes, no copy.
@ApplicationScoped
class KeptOnDisk implements Kept {
    private final Folder folder;

    KeptOnDisk(Folder folder) {
        this.folder = folder;
    }

    @Override
    public void put(UUID key, Form form, Path file) throws IOException {
        force(file);
        var kept = folder.kept(key, form);
        var fresh = fresh(kept);
        Files.deleteIfExists(fresh);
        Files.createLink(fresh, file);
        Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(fresh); // POSIX moves nothing between two names of the same file
        force(Objects.requireNonNull(kept.getParent()));
    }

    @Override
    public Path file(UUID key, Form form) {
        return folder.kept(key, form);
    }

    @Override
    public void remove(UUID key) throws IOException {
        for (Form form : Form.values()) {
            var kept = folder.kept(key, form);
            Files.deleteIfExists(kept);
            Files.deleteIfExists(fresh(kept)); // left by a crash
        }
    }

    private static Path fresh(Path kept) {
        return kept.resolveSibling(kept.getFileName() + ".new");
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
