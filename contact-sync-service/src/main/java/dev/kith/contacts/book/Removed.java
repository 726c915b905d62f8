package dev.kith.contacts.book;

import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/// Entries that are gone.
///
/// @param tags their xor
/// @param users those behind the removed addresses, findable or not: what the book granted them ends
record Removed(int entries, int pending, long tags, List<Long> users) {
    static Removed of(Row row) {
        return new Removed(
                row.getInteger("entries"),
                row.getInteger("pending"),
                row.getLong("tags"),
                List.of(row.getArrayOfLongs("users")));
    }
}
