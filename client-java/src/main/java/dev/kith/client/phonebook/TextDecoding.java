package dev.kith.client.phonebook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes to text: by their mark if they have one, else UTF-16 if every other byte is zero, else UTF-8, else Windows-1252. */
final class TextDecoding {
    /** As many control characters in a thousand are too many for text. */
    private static final int CONTROLS_PER_THOUSAND = 5;

    private TextDecoding() {}

    /** Refuses what is no text ({@code BAD_FILE}). */
    static String decode(byte[] bytes) {
        var text = text(bytes);
        long controls = text.chars()
                .filter(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b)
                .count();
        if (text.indexOf('\0') >= 0 || controls * 1000 > (long) text.length() * CONTROLS_PER_THOUSAND) {
            throw PhoneBookReader.bad("This is a binary file; export the phone book as vCard (.vcf) or CSV.");
        }
        return text;
    }

    private static String text(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        return new String(bytes, guess(bytes));
    }

    private static Charset guess(byte[] bytes) {
        if (zeros(bytes, 1)) {
            return StandardCharsets.UTF_16LE;
        }
        if (zeros(bytes, 0)) {
            return StandardCharsets.UTF_16BE;
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException notUtf8) {
            return Charset.forName("windows-1252");
        }
    }

    /** Whether most bytes of this parity are zero among the first, and none of the others: Latin text in UTF-16. */
    private static boolean zeros(byte[] bytes, int parity) {
        int length = Math.min(bytes.length, 200) & ~1;
        int mine = 0;
        int others = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                if ((i & 1) == parity) {
                    mine++;
                } else {
                    others++;
                }
            }
        }
        return length >= 4 && others == 0 && mine > length / 4;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
