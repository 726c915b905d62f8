package dev.kith.profile.cursor;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/// A few numbers as opaque text. It keeps nothing secret and proves nothing: whoever reads one checks every number
/// against what the caller may ask for. The check sum finds what was cut or mistyped.
public final class Cursor {
    private static final int HEAD = 1;
    private static final int CHECK = Integer.BYTES;

    private Cursor() {}

    /// The text that stands for these numbers.
    ///
    /// @param kind which list it belongs to
    public static String of(int kind, long... numbers) {
        var bytes =
                ByteBuffer.allocate(HEAD + numbers.length * Long.BYTES + CHECK).put((byte) kind);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes.putInt(check(bytes.array())).array());
    }

    /// The numbers again.
    ///
    /// @throws ProblemException `bad-cursor` for a text that was not made of so many numbers for this kind of list
    public static long[] read(int kind, int count, String text) {
        var bytes = decode(text);
        if (bytes.length != HEAD + count * Long.BYTES + CHECK || bytes[0] != (byte) kind) {
            throw bad();
        }
        var buffer = ByteBuffer.wrap(bytes, HEAD, bytes.length - HEAD);
        var numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = buffer.getLong();
        }
        if (buffer.getInt() != check(bytes)) {
            throw bad();
        }
        return numbers;
    }

    /// Says that a cursor is not one of ours, or not of this caller.
    public static ProblemException bad() {
        return new ProblemException(ErrorCode.BAD_CURSOR, "Start again without a cursor.");
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw bad();
        }
    }

    private static int check(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CHECK);
        return (int) crc.getValue();
    }
}
