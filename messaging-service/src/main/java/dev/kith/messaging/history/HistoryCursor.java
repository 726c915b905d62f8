package dev.kith.messaging.history;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.inbox.HistoryPlace;
import java.nio.ByteBuffer;
import java.util.Base64;

/// A place in a conversation, as callers carry it. Opaque, and no secret: it only ever points into one's own messages.
final class HistoryCursor {
    private HistoryCursor() {}

    static String write(HistoryPlace place) {
        var bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(place.acceptedAt())
                .putLong(place.id())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static HistoryPlace read(String cursor) {
        try {
            var bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == 2 * Long.BYTES) {
                var numbers = ByteBuffer.wrap(bytes);
                return new HistoryPlace(numbers.getLong(), numbers.getLong());
            }
        } catch (IllegalArgumentException notBase64) {
            // as below
        }
        throw new ProblemException(ErrorCode.BAD_CURSOR, "Take the cursor of the page before.");
    }
}
