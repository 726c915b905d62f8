package dev.kith.cli.screen;

import java.util.List;

/// Widths on a terminal, where East Asian characters and most emoji take two columns and marks none.
public final class Cells {
    private static final int LONGEST = 40;

    /// Hangul, CJK, full-width forms, emoji.
    private static final List<Range> WIDE = List.of(
            new Range(0x1100, 0x115F),
            new Range(0x2E80, 0xA4CF),
            new Range(0xAC00, 0xD7A3),
            new Range(0xF900, 0xFAFF),
            new Range(0xFE30, 0xFE6F),
            new Range(0xFF00, 0xFF60),
            new Range(0x1F300, 0x1FAFF),
            new Range(0x20000, 0x3FFFF));

    private Cells() {}

    public static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    public static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    public static String cut(String text) {
        if (width(text) <= LONGEST) {
            return text;
        }
        var kept = new StringBuilder();
        int used = 0;
        for (int character : text.codePoints().toArray()) {
            used += width(character);
            if (used > LONGEST - 1) {
                break;
            }
            kept.appendCodePoint(character);
        }
        return kept.append('…').toString();
    }

    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return WIDE.stream().anyMatch(range -> range.has(character)) ? 2 : 1;
    }

    private record Range(int first, int last) {
        boolean has(int character) {
            return character >= first && character <= last;
        }
    }
}
