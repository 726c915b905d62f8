package dev.kith.contacts.rotation;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;

/// A version of the secret, as the database knows it.
///
/// @param cursor uid up to which the step is done
/// @param counted entries that this pass found under older keys so far
/// @param leftBy those that the last whole pass found
/// @param at when the step began
record Key(int version, Step step, long cursor, long counted, long leftBy, Instant at) {
    static Key of(Row row) {
        return new Key(
                row.getInteger("version"),
                Step.ofStored(row.getInteger("step")),
                row.getLong("cursor"),
                row.getLong("counted"),
                row.getLong("left_by"),
                row.getOffsetDateTime("at")
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant());
    }

    Key begins(Step next) {
        return new Key(version, next, 0, 0, leftBy, at);
    }

    Key reached(long uid, long found) {
        return new Key(version, step, uid, counted + found, leftBy, at);
    }

    Key ended() {
        return new Key(version, Step.DONE, 0, 0, counted, at);
    }
}
