package dev.kith.contacts.book;

import dev.kith.contacts.directory.Discoverability;
import io.vertx.mutiny.sqlclient.Row;

/// A user behind an address that somebody asked about.
///
/// @param ordinal place of the digest in the question, from 0
/// @param findable the asker may be told
/// @param mutual the user has the asker in their own book
public record Hit(int ordinal, long uid, boolean findable, boolean mutual) {
    static Hit of(Row row) {
        boolean mutual = row.getBoolean("mutual");
        boolean open = switch (Discoverability.ofStored(row.getInteger("discoverable"))) {
            case EVERYONE -> true;
            case CONTACTS -> mutual;
            case NOBODY -> false;
        };
        return new Hit(
                row.getLong("ord").intValue() - 1, row.getLong("uid"), open && !row.getBoolean("blocks"), mutual);
    }

    /// Whether the look-up costs nothing: these two know each other. Told only of users whom the asker may find,
    /// for the price would tell as well.
    public boolean isFree() {
        return findable && mutual;
    }
}
