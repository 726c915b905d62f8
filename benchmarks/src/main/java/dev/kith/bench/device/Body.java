package dev.kith.bench.device;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The text of a message: which run, which message, and filler up to the wanted length, all ASCII.
///
/// Reading one that came back tells whose run it was of, which message it is, and whether a byte was harmed.
public final class Body {
    /// Shortest body: run and message, eight hex digits each, and two marks.
    public static final int SHORTEST = 18;

    /// What [#read] gives for a text that is not of this run.
    public static final int OF_ANOTHER_RUN = -1;

    /// What [#read] gives for a text of this run that is not as it was sent.
    static final int DAMAGED = -2;

    private static final int HEX = 8;
    private static final HexFormat DIGITS = HexFormat.of();

    private final String head;
    private final String filler;

    public Body(int run, int length) {
        if (length < SHORTEST) {
            throw new IllegalArgumentException("a body has at least " + SHORTEST + " bytes");
        }
        head = DIGITS.toHexDigits(run) + ":";
        var text = new StringBuilder(":");
        for (int i = SHORTEST; i < length; i++) {
            text.append((char) ('a' + i % 26));
        }
        filler = text.toString();
    }

    public String of(int message) {
        return head + DIGITS.toHexDigits(message) + filler;
    }

    /// The message of this text, or [#OF_ANOTHER_RUN] or [#DAMAGED].
    public int read(String text) {
        if (!text.startsWith(head)) {
            return OF_ANOTHER_RUN;
        }
        int digits = head.length() + HEX;
        if (text.length() != digits + filler.length() || !text.endsWith(filler)) {
            return DAMAGED;
        }
        try {
            return HexFormat.fromHexDigits(text, head.length(), digits);
        } catch (IllegalArgumentException noNumber) {
            return DAMAGED;
        }
    }

    int length() {
        return of(0).getBytes(StandardCharsets.US_ASCII).length;
    }
}
