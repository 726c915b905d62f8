package dev.kith.phonebook.text;

import dev.kith.phonebook.NoPhoneBookException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes to text, as they come: by their mark if they have one, else UTF-16 if every other byte is zero, else UTF-8, and
 * from the first byte on that cannot be UTF-8 Windows-1252, unless there was proper UTF-8 before: then that byte is broken.
 */
public final class Decoding {
    /** So many bytes tell the encoding. */
    private static final int HEAD = 200;

    /** As many control characters in a thousand are too many for text. */
    private static final int CONTROLS_PER_THOUSAND = 5;

    /** Characters after which the share of controls means something. */
    private static final int ENOUGH = 4_096;

    private static final String EXPORT = "export the phone book as vCard (.vcf) or CSV.";

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
    private Charset charset = StandardCharsets.UTF_8;
    private CharsetDecoder decoder = strict();
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean begun;
    private boolean properUtf8;
    private long characters;
    private long controls;

    /** What has been recognised so far. */
    public String encoding() {
        return charset.name();
    }

    /** The text of the next bytes, as far as it is complete. */
    public String feed(byte[] bytes) throws NoPhoneBookException {
        if (begun) {
            return checked(decode(bytes, false), false);
        }
        head.writeBytes(bytes);
        return head.size() < HEAD ? "" : begin(false);
    }

    /** The text of what is left. */
    public String end() throws NoPhoneBookException {
        return begun ? checked(decode(new byte[0], true), true) : begin(true);
    }

    private String begin(boolean last) throws NoPhoneBookException {
        begun = true;
        var bytes = head.toByteArray();
        refuseOtherFiles(bytes);
        int mark = recognise(bytes);
        return checked(decode(Arrays.copyOfRange(bytes, mark, bytes.length), last), last);
    }

    /** Chooses the decoder; gives the length of the mark. */
    private int recognise(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            properUtf8 = true;
            return 3;
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            use(startsWith(bytes, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
            return 2;
        }
        if (zeros(bytes, 1)) {
            use(StandardCharsets.UTF_16LE);
        } else if (zeros(bytes, 0)) {
            use(StandardCharsets.UTF_16BE);
        }
        return 0;
    }

    private void use(Charset other) {
        charset = other;
        decoder = other.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    private static CharsetDecoder strict() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private String decode(byte[] more, boolean last) {
        var in = ByteBuffer.allocate(rest.remaining() + more.length);
        in.put(rest).put(more).flip();
        var text = new StringBuilder(in.remaining());
        var out = CharBuffer.allocate(in.remaining() + 1);
        while (true) {
            var result = decoder.decode(in, out, last);
            take(out, text);
            if (result.isUnderflow()) {
                break;
            }
            if (result.isError()) {
                broken(in, result.length(), text);
            }
        }
        rest = in;
        return text.toString();
    }

    private void take(CharBuffer out, StringBuilder text) {
        out.flip();
        if (charset.equals(StandardCharsets.UTF_8) && !properUtf8) {
            properUtf8 = out.chars().anyMatch(c -> c > 0x7F);
        }
        text.append(out);
        out.clear();
    }

    private void broken(ByteBuffer in, int length, StringBuilder text) {
        if (properUtf8) {
            in.position(in.position() + length);
            text.append('\uFFFD');
        } else {
            use(Charset.forName("windows-1252"));
        }
    }

    private String checked(String text, boolean last) throws NoPhoneBookException {
        characters += text.length();
        controls += text.chars()
                .filter(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b)
                .count();
        boolean tooMany = controls * 1000 > characters * CONTROLS_PER_THOUSAND;
        if (text.indexOf('\0') >= 0 || (tooMany && (last || characters >= ENOUGH))) {
            throw new NoPhoneBookException("This is a binary file; " + EXPORT);
        }
        return text;
    }

    private static void refuseOtherFiles(byte[] bytes) throws NoPhoneBookException {
        if (startsWith(bytes, 'P', 'K', 3, 4)) {
            throw new NoPhoneBookException("This is a zip archive or a spreadsheet. Unpack it, or " + EXPORT);
        }
        if (startsWith(bytes, 0x1F, 0x8B) || startsWith(bytes, '7', 'z', 0xBC) || startsWith(bytes, 'R', 'a', 'r')) {
            throw new NoPhoneBookException("This is a packed file; unpack it first.");
        }
        if (startsWith(bytes, '%', 'P', 'D', 'F')) {
            throw new NoPhoneBookException("This is a PDF document; " + EXPORT);
        }
    }

    /** Whether most bytes of this parity are zero, and none of the others: Latin text in UTF-16. */
    private static boolean zeros(byte[] bytes, int parity) {
        int length = Math.min(bytes.length, HEAD) & ~1;
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
