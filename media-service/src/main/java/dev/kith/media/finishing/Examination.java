package dev.kith.media.finishing;

import dev.kith.media.file.Content;
import dev.kith.media.storage.Coming;
import dev.kith.media.storage.Form;
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
import java.util.Map;
import java.util.UUID;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/// Looks into a file, and works out the forms in which it is given out. Blocks.
@ApplicationScoped
class Examination {
    private final Coming coming;
    private final Pictures pictures;
    private final Tika tika = new Tika();

    Examination(Coming coming, Pictures pictures) {
        this.coming = coming;
        this.pictures = pictures;
    }

    /// What is known of a file, and what is to be kept of it.
    record Examined(Content content, Map<Form, Path> forms) {}

    /// SHA-256 of these bytes, in hexadecimal.
    String digest(Path file) throws IOException {
        var digest = sha256();
        try (var into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, into);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Of a picture what is left without all that is no picture, and perhaps a small one; anything else as it came.
    Examined examine(UUID id, String digest) throws IOException {
        var came = coming.file(id);
        var type = type(came);
        return switch (type) {
            case "image/jpeg" -> renewed(id, digest, type, "jpg");
            case "image/png" -> renewed(id, digest, type, "png");
            case "image/gif" -> cleaned(id, digest, type, "gif");
            case "image/webp" -> cleaned(id, digest, type, "webp");
            default -> new Examined(content(id, digest, came, type, null), Map.of(Form.WHOLE, came));
        };
    }

    private Examined renewed(UUID id, String digest, String type, String format) throws IOException {
        var whole = coming.draft(id, Form.WHOLE);
        var small = coming.draft(id, Form.THUMBNAIL);
        var picture = pictures.renew(coming.file(id), format, whole, small);
        return new Examined(
                content(id, digest, whole, type, picture), Map.of(Form.WHOLE, whole, Form.THUMBNAIL, small));
    }

    private Examined cleaned(UUID id, String digest, String type, String format) throws IOException {
        var whole = coming.draft(id, Form.WHOLE);
        var small = coming.draft(id, Form.THUMBNAIL);
        var picture = pictures.clean(coming.file(id), format, whole, small);
        var content = content(id, digest, whole, type, picture);
        return new Examined(
                content,
                content.hasThumbnail() ? Map.of(Form.WHOLE, whole, Form.THUMBNAIL, small) : Map.of(Form.WHOLE, whole));
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
