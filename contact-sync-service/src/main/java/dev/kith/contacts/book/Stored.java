package dev.kith.contacts.book;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What storing entries did to the book.
///
/// @param changed entries that are not as they were
/// @param fresh entries that are new
/// @param pending entries that wait for quota, more than before
/// @param charged look-ups to be paid
/// @param tags xor of the new entries' tags
/// @param searchable ordinals, from 0, of entries that can be looked up from now on: new, or paid at last
/// @param waiting ordinals, from 0, of entries that wait for quota
record Stored(
        int changed, int fresh, int pending, int charged, long tags, Set<Integer> searchable, Set<Integer> waiting) {

    static Stored of(Row row) {
        return new Stored(
                row.getInteger("changed"),
                row.getInteger("fresh"),
                row.getInteger("pending"),
                row.getInteger("charged"),
                row.getLong("tags"),
                ordinals(row, "searchable"),
                ordinals(row, "waiting"));
    }

    private static Set<Integer> ordinals(Row row, String column) {
        return Arrays.stream(row.getArrayOfLongs(column))
                .map(ordinal -> ordinal.intValue() - 1)
                .collect(Collectors.toUnmodifiableSet());
    }
}
