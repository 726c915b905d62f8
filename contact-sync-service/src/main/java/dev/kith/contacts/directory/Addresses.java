package dev.kith.contacts.directory;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/// An address as all of its digests, one for each key that lives, the lowest first.
public final class Addresses {
    /// By every key, because another node may know one more or one less; one is known to both.
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended(i.digest::text, 0))
              from (select digest from unnest($1::uuid[]) with ordinality as u(digest, ord) order by ord offset 0) i""";

    /// The first waits for those who bring a refusal under another key, the second sees what they brought.
    private static final String HOLD_REFUSALS = "select from refused where digest = any($1) order by digest for update";

    private static final String LIFT = "delete from refused where digest = any($1)";

    private Addresses() {}

    /// Nobody comes to this address or goes from it until the transaction ends. To be taken after the lock of
    /// the user, if there is one.
    public static Uni<Void> lock(SqlConnection transaction, UUID[] digests) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of((Object) digests))
                .replaceWithVoid();
    }

    /// Whoever signs up may stand in books from then on.
    static Uni<Void> lift(SqlConnection transaction, UUID[] digests) {
        return transaction
                .preparedQuery(HOLD_REFUSALS)
                .execute(Tuple.of((Object) digests))
                .flatMap(held -> transaction.preparedQuery(LIFT).execute(Tuple.of((Object) digests)))
                .replaceWithVoid();
    }
}
