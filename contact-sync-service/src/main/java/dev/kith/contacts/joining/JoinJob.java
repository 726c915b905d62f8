package dev.kith.contacts.joining;

import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user of whom holders are being told, and how far that has come.
///
/// @param digests of the address, one for each key that lives
/// @param everyone whoever holds the address may find the user; else only those in the user's own book
/// @param cursor uid of the last holder looked at
/// @param move the user was here already and has moved; null: they joined, or became findable
record JoinJob(
        long id,
        long cursor,
        long uid,
        String app,
        String address,
        List<UUID> digests,
        boolean everyone,
        JoinJobs.@Nullable Move move) {
    private static final int EVERYONE = 1;
    private static final int NOBODY = 3;

    /// Whether there is still somebody to tell about: the user may have left or hidden since.
    static boolean isLive(Row row) {
        return row.getLong("uid") != null && row.getInteger("discoverable") != NOBODY;
    }

    static JoinJob of(Row row) {
        return new JoinJob(
                row.getLong("id"),
                row.getLong("cursor"),
                row.getLong("uid"),
                row.getString("app"),
                row.getString("address"),
                List.of(row.getArrayOfUUIDs("digests")),
                row.getInteger("discoverable") == EVERYONE,
                move(row));
    }

    private static JoinJobs.@Nullable Move move(Row row) {
        var from = row.getString("moved_from");
        return from == null ? null : new JoinJobs.Move(from, row.getLong("move"));
    }
}
