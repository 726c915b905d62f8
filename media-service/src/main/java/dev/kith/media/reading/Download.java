package dev.kith.media.reading;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/// How a browser is to take a file that a stranger has sent.
final class Download {
    /// What browsers show and never run.
    private static final Set<String> SHOWN = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "video/mp4",
            "video/webm",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/webm",
            "text/plain");

    private Download() {}

    /// `Content-Disposition` (RFC 6266, RFC 8187): saved, but for what can do no harm when it is shown.
    static String disposition(String type, String name) {
        return (SHOWN.contains(type) ? "inline" : "attachment") + "; filename=\"" + plain(name)
                + "\"; filename*=UTF-8''" + encoded(name);
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9 ._()-]", "_");
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_') {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
