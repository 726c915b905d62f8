package dev.kith.messaging.history;

import dev.kith.messaging.inbox.HistoryPlace;
import dev.kith.messaging.page.Cursor;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Places among one's messages, as callers carry them.
final class HistoryCursor {
    private HistoryCursor() {}

    static String write(HistoryPlace... places) {
        return Cursor.of(Arrays.stream(places)
                .flatMapToLong(place -> LongStream.of(place.acceptedAt(), place.id()))
                .toArray());
    }

    static HistoryPlace read(String cursor) {
        return read(cursor, 1)[0];
    }

    /// Exactly so many places.
    static HistoryPlace[] read(String cursor, int places) {
        var numbers = Cursor.read(cursor, 2 * places);
        var read = new HistoryPlace[places];
        for (int i = 0; i < places; i++) {
            read[i] = new HistoryPlace(numbers[2 * i], numbers[2 * i + 1]);
        }
        return read;
    }
}
