package dev.kith.client.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What files are known by. One that waits for a line is read once, unless its size or its time changes. Thread-safe.
 */
public final class Digests {
    private static final int REMEMBERED = 1_000;

    /** A file that was written within this may be written once more and have the same time. */
    private static final Duration RESTLESS = Duration.ofSeconds(2);

    private final Map<Path, Seen> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Seen(
            long size, FileTime changed, @Nullable Object key, String digest) {
        boolean isOf(BasicFileAttributes file) {
            return size == file.size()
                    && changed.equals(file.lastModifiedTime())
                    && Objects.equals(key, file.fileKey());
        }
    }

    /** SHA-256 of its bytes, in hexadecimal. */
    String of(Path file) throws IOException {
        var path = file.toAbsolutePath();
        var now = Files.readAttributes(path, BasicFileAttributes.class);
        synchronized (this) {
            var before = seen.get(path);
            if (before != null && before.isOf(now)) {
                return before.digest;
            }
        }
        var digest = read(path);
        if (now.lastModifiedTime().toInstant().isBefore(Instant.now().minus(RESTLESS))) {
            synchronized (this) {
                seen.put(path, new Seen(now.size(), now.lastModifiedTime(), now.fileKey(), digest));
            }
        }
        return digest;
    }

    private static String read(Path file) throws IOException {
        var digest = sha256();
        try (var bytes = Files.newInputStream(file)) {
            var piece = new byte[64 << 10];
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return ByteString.of(digest.digest()).hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
