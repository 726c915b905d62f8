package dev.kith.media.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.media.file.StoredFile;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file, without its bytes. `sha256` is that of the bytes as they came, `size` that of what is given out.
@JsonInclude(JsonInclude.Include.NON_NULL)
record FileAnswer(
        UUID id,
        String name,
        long size,
        String type,
        String sha256,
        @Nullable Integer width,
        @Nullable Integer height,
        boolean thumbnail,
        Instant createdAt,
        @Nullable String reference,
        @Nullable String url) {

    static FileAnswer of(StoredFile file) {
        return of(file, null);
    }

    /// @param reference with which other users of the app may read it
    static FileAnswer of(StoredFile file, @Nullable String reference) {
        var content = file.content();
        var picture = content.picture();
        return new FileAnswer(
                file.id(),
                file.name(),
                content.size(),
                content.type(),
                content.digest(),
                picture == null ? null : picture.width(),
                picture == null ? null : picture.height(),
                content.hasThumbnail(),
                file.createdAt(),
                reference,
                reference == null ? null : "/v1/files/" + file.id() + "?ref=" + reference);
    }
}
