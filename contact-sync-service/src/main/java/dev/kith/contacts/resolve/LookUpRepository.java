package dev.kith.contacts.resolve;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Which addresses an account has paid for.
@ApplicationScoped
class LookUpRepository {
    private static final String KNOWN = """
            select i.digest from unnest($2::uuid[], $3::uuid[]) as i(digest, other)
              left join lateral (
                   select true as is from phone_book
                    where owner = $1 and digest = any(array[i.digest, i.other]) and not pending limit 1) p on true
              left join lateral (
                   select true as is from look_up
                    where owner = $1 and digest = any(array[i.digest, i.other]) limit 1) l on true
             where p.is or l.is""";

    private static final UUID[] NONE = {};

    private static final String ADD = """
            insert into look_up (owner, digest, key)
            select $1, i.digest, $3 from unnest($2::uuid[], $4::uuid[]) as i(digest, other)
              left join lateral (
                   select true as is from refused where digest = any(array[i.digest, i.other]) limit 1) r on true
             where r.is is null
            on conflict do nothing""";

    /// Those of the digests that stand in the account's book, or that it has looked up before.
    ///
    /// @param others what their addresses may be stored as, while two keys live
    Uni<Set<UUID>> known(SqlClient connection, long owner, List<UUID> digests, Map<UUID, UUID> others) {
        return connection
                .preparedQuery(KNOWN)
                .execute(Tuple.of(owner, digests.toArray(UUID[]::new), inOrder(digests, others)))
                .map(LookUpRepository::digests);
    }

    /// Notes that these have been paid for, unless they refuse to be noted.
    Uni<Void> add(SqlConnection transaction, long owner, List<UUID> digests, Map<UUID, UUID> others, int key) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(owner, digests.toArray(UUID[]::new), key, inOrder(digests, others)))
                .replaceWithVoid();
    }

    private static UUID[] inOrder(List<UUID> digests, Map<UUID, UUID> others) {
        return others.isEmpty() ? NONE : digests.stream().map(others::get).toArray(UUID[]::new);
    }

    private static Set<UUID> digests(RowSet<Row> rows) {
        var digests = new HashSet<UUID>();
        rows.forEach(row -> digests.add(row.getUUID("digest")));
        return digests;
    }
}
