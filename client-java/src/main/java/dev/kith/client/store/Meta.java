package dev.kith.client.store;

import java.util.Optional;

/** Single values. */
final class Meta {
    static final String UID = "uid";
    static final String CURSOR = "cursor";
    static final String PROFILE_CURSOR = "profile-cursor";
    /** How far the server's clock was ahead of this device's, in milliseconds. */
    static final String AHEAD = "ahead";

    /** Set: this device began with what came after this seq, that of its first connection. */
    static final String PARTIAL = "partial";

    /** That of the server's phone book after the last sync of this device. */
    static final String BOOK_VERSION = "book-version";

    private final Connected database;

    Meta(Connected database) {
        this.database = database;
    }

    long number(String name) {
        return database.number("select value from meta where name = ?", name);
    }

    Optional<String> text(String name) {
        return database.one("select value from meta where name = ?", row -> row.getString(1), name);
    }

    void set(String name, Object value) {
        database.update(
                "insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
                name,
                value);
    }
}
