package dev.kith.messaging.page;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Where a list goes on, as callers carry it: numbers. Opaque, and no secret: whatever it names is looked for among
/// what the caller may see.
public final class Cursor {
    private Cursor() {}

    public static String of(long... numbers) {
        var bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// Exactly so many. Fails with `bad-cursor`, as for numbers that no list has.
    public static long[] read(String cursor, int count) {
        try {
            var bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == count * Long.BYTES) {
                var numbers = new long[count];
                ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
                return numbers;
            }
        } catch (IllegalArgumentException notOurs) {
            // The same answer as for another length.
        }
        throw bad();
    }

    public static ProblemException bad() {
        return new ProblemException(ErrorCode.BAD_CURSOR, "Start again without a cursor.");
    }
}
