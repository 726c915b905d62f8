package dev.kith.local.gateway;

import java.util.Arrays;
import java.util.Optional;

/// The path of a request, if every reader takes it for the same path.
///
/// A service that resolves `..`, `//` or their encoded forms would see another path than the one that was routed:
/// `/v1/contacts/%2e%2e/%2e%2e/internal/v1/resolve`. Nobody has a reason to send those, so they are not normalised but
/// refused. They are read before anything is known of the caller, so in a time that grows with the length only.
final class RequestPath {
    private static final int MOST_ROUNDS = 2;

    private RequestPath() {}

    /// The path in the target of a request, without the query; empty when it is ambiguous.
    static Optional<String> of(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return path.startsWith("/") && path.chars().allMatch(RequestPath::isPlain) && isUnambiguous(path)
                ? Optional.of(path)
                : Optional.empty();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '\\' && c != '#';
    }

    // What is encoded twice is looked at as well. What would change once more is refused: nobody encodes three
    // times, and each round takes off one layer of "%2525...", of which a path holds thousands.
    private static boolean isUnambiguous(String path) {
        String read = path;
        for (int rounds = 0; hasOnlyProperSegments(read); rounds++) {
            String decoded = decode(read);
            if (decoded.equals(read)) {
                return true;
            }
            if (rounds == MOST_ROUNDS) {
                return false;
            }
            read = decoded;
        }
        return false;
    }

    private static boolean hasOnlyProperSegments(String path) {
        if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return false;
        }
        String[] segments = path.substring(1).split("[/\\\\]", -1);
        // The last may be empty: a path may end with a slash.
        boolean gap = Arrays.asList(segments).subList(0, segments.length - 1).contains("");
        return !gap && Arrays.stream(segments).noneMatch(RequestPath::isDots);
    }

    // Some servers cut a parameter off before they look: "..;x".
    private static boolean isDots(String segment) {
        int parameter = segment.indexOf(';');
        String name = parameter < 0 ? segment : segment.substring(0, parameter);
        return name.equals(".") || name.equals("..");
    }

    // One byte is one character: only ASCII matters here. What is no escape stays as it is.
    private static String decode(String text) {
        var decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int value = text.charAt(i) == '%' && i + 2 < text.length() ? hex(text, i + 1) : -1;
            decoded.append(value < 0 ? text.charAt(i) : (char) value);
            i += value < 0 ? 0 : 2;
        }
        return decoded.toString();
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
