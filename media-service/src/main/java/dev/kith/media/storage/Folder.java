package dev.kith.media.storage;

import dev.kith.media.MediaConfiguration;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Where each file lies. Contents are spread over 256 folders, which are made at the start: without them it ends.
@Startup
@ApplicationScoped
class Folder {
    private static final int FANS = 256;

    private final Path root;

    Folder(MediaConfiguration configuration) {
        this.root = configuration.directory().toAbsolutePath().normalize();
        try {
            make(root.resolve("coming"));
            for (int fan = 0; fan < FANS; fan++) {
                make(root.resolve("kept").resolve("%02x".formatted(fan)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path locks() {
        return root.resolve("locks");
    }

    /// What has come of an upload.
    Path coming(UUID id) {
        return root.resolve("coming").resolve(id.toString());
    }

    /// Where a form of it is worked out, before it is kept.
    Path draft(UUID id, Form form) {
        return root.resolve("coming").resolve(id + form.suffix() + ".draft");
    }

    Path kept(UUID key, Form form) {
        return root.resolve(nameOfKept(key, form));
    }

    /// What a content is called, wherever it is kept: who moves from the folder to a bucket copies, and renames
    /// nothing.
    static String nameOfKept(UUID key, Form form) {
        var name = key.toString();
        return "kept/" + name.substring(0, 2) + "/" + name + form.suffix();
    }

    /// Makes the names of what comes last, as they are now.
    void forceComing() throws IOException {
        try (var channel = FileChannel.open(root.resolve("coming"), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
    }
}
