package dev.kith.contacts.rotation;

import dev.kith.contacts.number.AddressDigest;
import dev.kith.contacts.number.Pepper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The rows of users under one key. Their addresses stand in the directory, so each can be made under any key.
@ApplicationScoped
class DirectoryRows {
    static final String NEXT = "select distinct uid from directory where uid > $1 and key <> $2 order by uid limit $3";

    /// As joining and leaving lock a user, in the order of uids.
    private static final String LOCK =
            "select pg_advisory_xact_lock(u.uid) from (select unnest($1::int8[]) as uid order by 1 offset 0) u";

    /// Locked, so that nobody changes who may find a user between this and the new row.
    private static final String READ = "select uid, app, address, discoverable, moved from directory"
            + " where uid = any($1::int8[]) and key <> $2 order by uid, key for update";

    private static final String ADD = """
            insert into directory (digest, key, uid, discoverable, app, address, moved)
            select i.digest, $1, i.uid, i.discoverable, i.app, i.address, i.moved
              from unnest($2::uuid[], $3::int8[], $4::int4[], $5::text[], $6::text[], $7::int8[])
                   as i(digest, uid, discoverable, app, address, moved)
             order by i.uid
            on conflict do nothing""";

    private static final String REMOVE = "delete from directory where uid = any($1::int8[]) and key = $2";

    private static final String NEXT_UNDER =
            "select uid from directory where uid > $1 and key = $2 order by uid limit $3";

    /// The next users who have a row under another key.
    Uni<List<Long>> next(SqlConnection transaction, Key key, int most) {
        return uids(transaction, NEXT, key, most);
    }

    /// The next users who have a row under this key.
    Uni<List<Long>> nextUnder(SqlConnection transaction, Key key, int most) {
        return uids(transaction, NEXT_UNDER, key, most);
    }

    private static Uni<List<Long>> uids(SqlConnection transaction, String sql, Key key, int most) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(key.cursor(), key.version(), most))
                .map(rows -> {
                    var uids = new ArrayList<Long>(rows.size());
                    rows.forEach(row -> uids.add(row.getLong("uid")));
                    return uids;
                });
    }

    /// Gives these users a row under this key, where they have none.
    Uni<Void> add(SqlConnection transaction, Pepper pepper, List<Long> uids) {
        var users = uids.toArray(Long[]::new);
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(users))
                .flatMap(locked -> transaction.preparedQuery(READ).execute(Tuple.of(users, pepper.version())))
                .flatMap(rows -> transaction.preparedQuery(ADD).execute(rowsUnder(pepper, rows)))
                .replaceWithVoid();
    }

    Uni<Void> remove(SqlConnection transaction, Key key, List<Long> uids) {
        return transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(uids.toArray(Long[]::new), key.version()))
                .replaceWithVoid();
    }

    private static Tuple rowsUnder(Pepper pepper, RowSet<Row> rows) {
        var byUid = new HashMap<Long, Row>();
        rows.forEach(row -> byUid.putIfAbsent(row.getLong("uid"), row));
        var users = List.copyOf(byUid.values());
        return Tuple.from(new Object[] {
            pepper.version(),
            digests(pepper, users),
            users.stream().map(row -> row.getLong("uid")).toArray(Long[]::new),
            users.stream().map(row -> row.getInteger("discoverable")).toArray(Integer[]::new),
            users.stream().map(row -> row.getString("app")).toArray(String[]::new),
            users.stream().map(row -> row.getString("address")).toArray(String[]::new),
            users.stream().map(row -> row.getLong("moved")).toArray(Long[]::new)
        });
    }

    private static UUID[] digests(Pepper pepper, List<Row> users) {
        Map<String, AddressDigest> byApp = new HashMap<>();
        return users.stream()
                .map(row -> byApp.computeIfAbsent(row.getString("app"), app -> new AddressDigest(pepper.secret(), app))
                        .of(row.getString("address")))
                .toArray(UUID[]::new);
    }
}
