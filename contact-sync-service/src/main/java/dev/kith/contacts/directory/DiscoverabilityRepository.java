package dev.kith.contacts.directory;

import dev.kith.contacts.joining.JoinJobs;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// The setting of each user: in the directory, where it works, and on its own, where it outlives a rebuilt
/// directory.
@ApplicationScoped
class DiscoverabilityRepository {
    private static final String READ = "select discoverable from directory where uid = $1 and app = $2 order by key";
    private static final String CHOOSE = "insert into discoverability_choice (uid, discoverable) values ($1, $2)"
            + " on conflict (uid) do update set discoverable = excluded.discoverable";
    private static final String APPLY = "update directory set discoverable = $2 where uid = $1";

    private final Pool pool;
    private final JoinJobs jobs;

    DiscoverabilityRepository(Pool pool, JoinJobs jobs) {
        this.pool = pool;
        this.jobs = jobs;
    }

    Uni<Discoverability> read(Account account) {
        return pool.withConnection(connection -> read(connection, READ, account));
    }

    /// Takes effect with the commit: every match from then on goes by it. One that opens asks for holders to be
    /// told.
    Uni<Void> choose(Account account, Discoverability chosen) {
        return pool.withTransaction(transaction -> read(transaction, READ + " for update", account)
                        .call(before -> write(transaction, CHOOSE, account, chosen))
                        .call(before -> write(transaction, APPLY, account, chosen))
                        .flatMap(before -> chosen.isWiderThan(before)
                                ? jobs.ask(transaction, account.uid())
                                : Uni.createFrom().voidItem()))
                .invoke(jobs::committed);
    }

    private static Uni<Discoverability> read(SqlConnection connection, String sql, Account account) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(account.uid(), account.app()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.retryAfter(
                                ErrorCode.UNAVAILABLE, "The account is not known here.", Duration.ofSeconds(1));
                    }
                    return Discoverability.ofStored(rows.iterator().next().getInteger(0));
                });
    }

    private static Uni<Void> write(SqlConnection transaction, String sql, Account account, Discoverability chosen) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(account.uid(), chosen.stored()))
                .replaceWithVoid();
    }
}
