package dev.kith.media.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

/// Contents in the folder in which uploads come in. Keeping one is a second name for the same bytes, no copy.
final class KeptOnDisk implements Kept {
    private final Vertx vertx;
    private final Folder folder;

    KeptOnDisk(Vertx vertx, Folder folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    @Override
    public Uni<Void> put(UUID key, Form form, Path file) {
        return blocking(() -> {
                    link(file, folder.kept(key, form));
                    return true;
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<Long> size(UUID key, Form form) {
        return blocking(() -> Files.size(folder.kept(key, form)));
    }

    @Override
    public Uni<KeptBytes> read(UUID key, Form form, long from, long count) {
        return Uni.createFrom().item(new KeptBytes.InFile(folder.kept(key, form), from, count));
    }

    @Override
    public Uni<Void> remove(UUID key) {
        return blocking(() -> {
                    for (Form form : Form.values()) {
                        var kept = folder.kept(key, form);
                        Files.deleteIfExists(kept);
                        Files.deleteIfExists(fresh(kept)); // left by a crash
                    }
                    return true;
                })
                .replaceWithVoid();
    }

    private <T> Uni<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    private static void link(Path file, Path kept) throws IOException {
        force(file);
        var fresh = fresh(kept);
        Files.deleteIfExists(fresh);
        Files.createLink(fresh, file);
        Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(fresh); // POSIX moves nothing between two names of the same file
        force(Objects.requireNonNull(kept.getParent()));
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
