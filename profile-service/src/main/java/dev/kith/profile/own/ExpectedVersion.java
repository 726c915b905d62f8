package dev.kith.profile.own;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which versions a change may start from (`If-Match`, RFC 9110 section 13.1.1).
///
/// @param tags entity tags without quotes; empty: any version
public record ExpectedVersion(Set<String> tags) {
    static final ExpectedVersion ANY = new ExpectedVersion(Set.of());
    private static final Pattern TAGS = Pattern.compile("(W/)?\"[^\"]*\"(\\s*,\\s*(W/)?\"[^\"]*\")*");

    /// The versions that this header names.
    ///
    /// @throws ProblemException `bad-request` for a header that is no list of entity tags
    public static ExpectedVersion of(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return ANY;
        }
        if (!TAGS.matcher(header.strip()).matches()) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "If-Match is \"<version>\" or *.");
        }
        // A weak tag never matches here: it stays in the set with its prefix.
        return new ExpectedVersion(Arrays.stream(header.strip().split("\\s*,\\s*"))
                .map(tag -> tag.startsWith("\"") ? tag.substring(1, tag.length() - 1) : tag)
                .collect(Collectors.toSet()));
    }

    public boolean allows(long version) {
        return tags.isEmpty() || tags.contains(Long.toString(version));
    }

    /// The entity tag of a version, as it stands in the header.
    public static String tag(long version) {
        return "\"" + version + "\"";
    }
}
