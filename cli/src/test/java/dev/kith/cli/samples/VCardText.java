package dev.kith.cli.samples;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Lines of a vCard, folded and escaped as the versions want it.
final class VCardText {
    private static final int LONGEST = 75;

    private final StringBuilder text = new StringBuilder();

    VCardText line(String line) {
        text.append(line).append("\r\n");
        return this;
    }

    /// Folded at 75 bytes, the rest on lines that begin with a space (3.0).
    VCardText folded(String line) {
        int used = 0;
        for (int i = 0; i < line.length(); ) {
            int character = line.codePointAt(i);
            int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (used + size > LONGEST) {
                text.append("\r\n ");
                used = 1;
            }
            text.appendCodePoint(character);
            used += size;
            i += Character.charCount(character);
        }
        text.append("\r\n");
        return this;
    }

    /// Plain, or in quoted-printable where there is more than ASCII (2.1).
    VCardText quoted(String name, Charset charset, String... components) {
        if (List.of(components).stream().allMatch(VCardText::isPlain)) {
            return line(name + ":" + String.join(";", components));
        }
        var head = name + ";CHARSET=" + charset.name() + ";ENCODING=QUOTED-PRINTABLE:";
        var parts = new ArrayList<String>();
        for (var component : components) {
            parts.add(quotedPrintable(component, charset));
        }
        return softBroken(head + String.join(";", parts));
    }

    private VCardText softBroken(String line) {
        int start = 0;
        while (line.length() - start > LONGEST) {
            int end = start + LONGEST;
            // Not within an escape.
            for (int back = 1; back <= 2; back++) {
                if (line.charAt(end - back) == '=') {
                    end -= back;
                    break;
                }
            }
            text.append(line, start, end).append("=\r\n");
            start = end;
        }
        text.append(line.substring(start)).append("\r\n");
        return this;
    }

    private static boolean isPlain(String component) {
        return component.chars().allMatch(c -> c >= ' ' && c < 127 && c != '=' && c != ';');
    }

    /// Every byte escaped, as Android does it.
    private static String quotedPrintable(String value, Charset charset) {
        var quoted = new StringBuilder();
        for (byte b : value.getBytes(charset)) {
            quoted.append("=%02X".formatted(b & 0xFF));
        }
        return quoted.toString();
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(",", "\\,")
                .replace(";", "\\;")
                .replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
