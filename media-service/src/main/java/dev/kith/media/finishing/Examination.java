package dev.kith.media.finishing;

import dev.kith.media.file.Content;
import dev.kith.media.storage.Coming;
import dev.kith.media.storage.Form;
import dev.kith.media.storage.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/// Looks into a file, and keeps it in the form in which it is given out. Blocks.
@ApplicationScoped
class Examination {
    private final Coming coming;
    private final Kept kept;
    private final Pictures pictures;
    private final Tika tika = new Tika();

    Examination(Coming coming, Kept kept, Pictures pictures) {
        this.coming = coming;
        this.kept = kept;
        this.pictures = pictures;
    }

    /// SHA-256 of these bytes, in hexadecimal.
    String digest(Path file) throws IOException {
        var digest = sha256();
        try (var into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, into);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Keeps what came under the id of its upload: a picture without all that is no picture, anything else as it is.
    Content keep(UUID id, String digest) throws IOException {
        var came = coming.file(id);
        var type = type(came);
        var format = Pictures.format(type);
        if (format == null) {
            kept.put(id, Form.WHOLE, came);
            return content(id, digest, came, type, null);
        }
        var whole = coming.draft(id, Form.WHOLE);
        var small = coming.draft(id, Form.THUMBNAIL);
        var picture = pictures.renew(came, format, whole, small);
        kept.put(id, Form.WHOLE, whole);
        kept.put(id, Form.THUMBNAIL, small);
        return content(id, digest, whole, type, picture);
    }

    /// What it is by its bytes; how it is called says nothing.
    private String type(Path file) throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(file))) {
            return tika.detect(bytes);
        }
    }

    private Content content(UUID id, String digest, Path file, String type, Content.@Nullable Picture picture)
            throws IOException {
        return new Content(id, digest, Files.size(file), type, digest(file), picture);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
