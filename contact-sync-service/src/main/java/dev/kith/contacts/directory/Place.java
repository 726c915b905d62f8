package dev.kith.contacts.directory;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a user and an address stand in the directory before the one is put at the other.
///
/// @param departed the user has left
/// @param ownSince since when the user has the address at which they are; 0: they are at none
/// @param former where the user is, or was until somebody later came; null: nowhere
/// @param otherSince since when somebody else has the wanted address; 0: nobody does
/// @param vacated what was granted to the one before is still being taken back
record Place(boolean departed, long ownSince, @Nullable String former, long otherSince, boolean vacated) {
    /// $1 uid, $2 digests of the wanted address.
    static final String READ = """
            select exists (select from departed where uid = $1) as departed,
                   exists (select from vacated where digest = any($2)) as vacated,
                   coalesce(own.since, 0) as own_since, coalesce(other.since, 0) as other_since,
                   coalesce(own.address, gone.address) as former
              from (select max(greatest(uid, moved)) as since, min(address) as address
                      from directory where uid = $1) own
             cross join (select max(greatest(uid, moved)) as since
                           from directory where digest = any($2) and uid <> $1) other
              left join lateral (select address from displaced where uid = $1 offset 0) gone on true""";

    static Place of(Row row) {
        return new Place(
                row.getBoolean("departed"),
                row.getLong("own_since"),
                row.getString("former"),
                row.getLong("other_since"),
                row.getBoolean("vacated"));
    }

    /// Whether the announcement is one that was applied before, or is behind what is known by now.
    boolean isBeyond(Newcomer newcomer) {
        return departed || ownSince >= newcomer.since() || otherSince > newcomer.since();
    }

    boolean isTaken() {
        return otherSince > 0;
    }

    boolean isHere() {
        return ownSince > 0;
    }

    /// Where the user was, if that is another address.
    Optional<String> movedFrom(Newcomer newcomer) {
        return Optional.ofNullable(former).filter(address -> !address.equals(newcomer.address()));
    }
}
