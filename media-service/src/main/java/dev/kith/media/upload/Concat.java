package dev.kith.media.upload;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an upload is to others, as `Upload-Concat` says it.
sealed interface Concat {
    /// As many as the headers of a request hold. So many unfinished ones nobody has.
    int MOST_PARTS = 100;

    Pattern PART = Pattern.compile("(?:https?://[^\\s/]+)?/[^\\s?#]*?uploads/([0-9a-fA-F-]{36})/?");

    /// A file by itself.
    record None() implements Concat {}

    /// A part of one that is made later.
    record Partial() implements Concat {}

    /// Made of these parts, in this order.
    record Final(List<UUID> parts) implements Concat {}

    /// Read from a request.
    ///
    /// @throws ProblemException `bad-request` for what cannot be read, has too many parts, or one of them twice
    static Concat of(@Nullable String header) {
        if (header == null) {
            return new None();
        }
        if (header.equals("partial")) {
            return new Partial();
        }
        if (!header.startsWith("final;")) {
            throw bad("Upload-Concat is partial, or final; and the parts.");
        }
        var parts = Stream.of(header.substring("final;".length()).strip().split("\\s+"))
                .limit(MOST_PARTS + 1L)
                .map(Concat::part)
                .toList();
        if (parts.size() > MOST_PARTS || new HashSet<>(parts).size() < parts.size()) {
            throw bad("At most " + MOST_PARTS + " parts, and none of them twice.");
        }
        return new Final(parts);
    }

    /// The value of `Upload-Concat`; empty for a file by itself.
    default Optional<String> header() {
        return switch (this) {
            case None none -> Optional.empty();
            case Partial partial -> Optional.of("partial");
            case Final joined ->
                Optional.of(joined.parts().stream()
                        .map(part -> "/v1/uploads/" + part)
                        .collect(Collectors.joining(" ", "final;", "")));
        };
    }

    /// Whatever host the client knows it under, which may be that of a proxy.
    private static UUID part(String url) {
        var match = PART.matcher(url);
        if (!match.matches()) {
            throw bad("A part is named by its URL.");
        }
        try {
            return UUID.fromString(match.group(1));
        } catch (IllegalArgumentException noId) {
            throw bad("A part is named by its URL.");
        }
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ErrorCode.BAD_REQUEST, detail);
    }
}
