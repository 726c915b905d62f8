package dev.kith.contacts.joining;

import io.vertx.mutiny.sqlclient.Row;

/// Somebody who has just been marked as told, with what their entry grants and where their book's events stand.
record Holder(long uid, long bookVersion, int part, int levels, boolean subscribed) {
    static Holder of(Row row) {
        return new Holder(
                row.getLong("owner"),
                row.getLong("version"),
                row.getInteger("part"),
                row.getInteger("levels"),
                row.getBoolean("subscribed"));
    }
}
