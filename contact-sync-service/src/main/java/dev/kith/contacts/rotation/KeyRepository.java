package dev.kith.contacts.rotation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// The keys and what is done about them. One node works at a time: it holds an advisory lock until its chunk is
/// committed.
@ApplicationScoped
class KeyRepository {
    /// Any number that no other advisory lock of this database uses; uids are smaller.
    static final long LOCK = 0x6b697468_6b657973L;

    private static final String ALL = "select version, step, cursor, counted, left_by, at from digest_key"
            + " where version > 0 order by version";

    private static final String LOCKED = "select k.* from (select pg_try_advisory_xact_lock($1) as mine offset 0) l"
            + " cross join lateral (" + ALL.replace("version > 0", "version > 0 and l.mine") + " offset 0) k";

    private static final String SAVE = """
            update digest_key set step = $2, cursor = $3, counted = $4, left_by = $5,
                   at = case when step = $2 then at else now() end
             where version = $1""";

    Uni<List<Key>> all(SqlClient connection) {
        return connection.query(ALL).execute().map(KeyRepository::keys);
    }

    /// All keys, for the one who may work on them; none while somebody else does.
    Uni<List<Key>> locked(SqlConnection transaction) {
        return transaction.preparedQuery(LOCKED).execute(Tuple.of(LOCK)).map(KeyRepository::keys);
    }

    Uni<Void> save(SqlConnection transaction, Key key) {
        return transaction
                .preparedQuery(SAVE)
                .execute(Tuple.of(key.version(), key.step().stored(), key.cursor(), key.counted(), key.leftBy()))
                .replaceWithVoid();
    }

    /// With what was refused and what was spent under it: nobody can be told by that any more.
    Uni<Void> delete(SqlConnection transaction, Key key) {
        return transaction
                .preparedQuery("delete from refused where key = $1")
                .execute(Tuple.of(key.version()))
                .flatMap(done -> transaction
                        .preparedQuery("delete from spent_look_ups where key = $1")
                        .execute(Tuple.of(key.version())))
                .flatMap(done -> transaction
                        .preparedQuery("delete from digest_key where version = $1")
                        .execute(Tuple.of(key.version())))
                .replaceWithVoid();
    }

    private static List<Key> keys(RowSet<Row> rows) {
        var keys = new ArrayList<Key>(rows.size());
        rows.forEach(row -> keys.add(Key.of(row)));
        return List.copyOf(keys);
    }
}
