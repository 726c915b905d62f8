package dev.kith.contacts.book;

import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/// An entry whose owner now knows the user behind it, with what it grants them.
record Marked(UUID digest, long uid, int levels, boolean subscribed) {
    static Marked of(Row row) {
        return new Marked(
                row.getUUID("digest"), row.getLong("uid"), row.getInteger("levels"), row.getBoolean("subscribed"));
    }
}
