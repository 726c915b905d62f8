package dev.kith.local.testing.line;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The head of a request or an answer.
record Head(List<String> lines) {
    private static final String END = "\r\n\r\n";

    static Head read(InputStream from) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
            int next = from.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
        }
        return new Head(
                List.of(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n")));
    }

    boolean isOfSocket() {
        return lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("upgrade:"));
    }

    /// One request for each connection, so that a socket begins one; and nothing compressed.
    byte[] asForwarded() {
        var kept = lines.stream().filter(line -> !isLeftOut(line.toLowerCase(Locale.ROOT)));
        return bytes((isOfSocket() ? kept : Stream.concat(kept, Stream.of("Connection: close"))).toList());
    }

    private boolean isLeftOut(String line) {
        return line.startsWith("sec-websocket-extensions:") || (!isOfSocket() && line.startsWith("connection:"));
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\r\n", lines) + END).getBytes(StandardCharsets.ISO_8859_1);
    }
}
