package dev.kith.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that others can fetch, once they have its URL from a message.
 *
 * @param url what goes into the message: whoever has it, and is a user of the same app, may have the file
 * @param size in bytes, of what is given out; a picture is smaller or larger than what was sent
 * @param type found in the bytes by the server
 * @param thumbnailUrl of a small picture of it; absent for what is no picture
 */
public record RemoteFile(
        String id,
        String url,
        String name,
        long size,
        String type,
        @Nullable String thumbnailUrl) {
    /** Where a small picture of it is, if it is a picture. */
    public Optional<String> thumbnail() {
        return Optional.ofNullable(thumbnailUrl);
    }
}
