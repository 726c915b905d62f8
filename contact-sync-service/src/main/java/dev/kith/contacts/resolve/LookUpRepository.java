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
import java.util.Set;
import java.util.UUID;

/// Which addresses an account has paid for.
@ApplicationScoped
class LookUpRepository {
    private static final String KNOWN = """
            select i.digest from unnest($2::uuid[]) as i(digest)
              left join lateral
                   (select true as is from phone_book where owner = $1 and digest = i.digest and not pending offset 0) p on true
              left join lateral (select true as is from look_up where owner = $1 and digest = i.digest offset 0) l on true
             where p.is or l.is""";

    private static final String ADD =
            "insert into look_up (owner, digest) select $1, unnest($2::uuid[]) on conflict do nothing";

    /// Those of the digests that stand in the account's book, or that it has looked up before.
    Uni<Set<UUID>> known(SqlClient connection, long owner, List<UUID> digests) {
        return connection
                .preparedQuery(KNOWN)
                .execute(Tuple.of(owner, digests.toArray(UUID[]::new)))
                .map(LookUpRepository::digests);
    }

    Uni<Void> add(SqlConnection transaction, long owner, List<UUID> digests) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(owner, digests.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    private static Set<UUID> digests(RowSet<Row> rows) {
        var digests = new HashSet<UUID>();
        rows.forEach(row -> digests.add(row.getUUID("digest")));
        return digests;
    }
}
