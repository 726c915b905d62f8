package dev.kith.messaging.history;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.inbox.HistoryPlace;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Places among one's messages, as callers carry them. Opaque, and no secret: they only ever point into one's own
/// messages.
final class HistoryCursor {
    private static final int PLACE = 2 * Long.BYTES;

    private HistoryCursor() {}

    static String write(HistoryPlace... places) {
        var bytes = ByteBuffer.allocate(places.length * PLACE);
        for (var place : places) {
            bytes.putLong(place.acceptedAt()).putLong(place.id());
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static HistoryPlace read(String cursor) {
        return read(cursor, 1)[0];
    }

    /// Exactly so many places.
    static HistoryPlace[] read(String cursor, int places) {
        try {
            var bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == places * PLACE) {
                var numbers = ByteBuffer.wrap(bytes);
                var read = new HistoryPlace[places];
                for (int i = 0; i < places; i++) {
                    read[i] = new HistoryPlace(numbers.getLong(), numbers.getLong());
                }
                return read;
            }
        } catch (IllegalArgumentException notBase64) {
            // as below
        }
        throw new ProblemException(ErrorCode.BAD_CURSOR, "Take the cursor of the page before.");
    }
}
