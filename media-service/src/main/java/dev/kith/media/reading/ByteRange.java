package dev.kith.media.reading;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which part of a file is asked for (RFC 9110, section 14).
sealed interface ByteRange {
    /// All of it: no range, or one that need not be understood, such as several at once.
    record Whole() implements ByteRange {}

    record Part(long from, long count) implements ByteRange {}

    /// Beyond the end.
    record Nowhere() implements ByteRange {}

    Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange of(@Nullable String header, long size) {
        var one = ONE.matcher(header == null ? "" : header.strip());
        if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return new Whole();
        }
        if (one.group(1).isEmpty()) {
            return last(Long.parseLong(one.group(2)), size);
        }
        long from = Long.parseLong(one.group(1));
        long to = one.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(one.group(2));
        if (to < from) {
            return new Whole();
        }
        return from >= size ? new Nowhere() : new Part(from, Math.min(to, size - 1) - from + 1);
    }

    private static ByteRange last(long count, long size) {
        long given = Math.min(count, size);
        return given == 0 ? new Nowhere() : new Part(size - given, given);
    }
}
