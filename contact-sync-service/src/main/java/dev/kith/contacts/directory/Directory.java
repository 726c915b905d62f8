package dev.kith.contacts.directory;

import dev.kith.contacts.joining.JoinJobs;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;

/// Who is behind an address. Follows `user.joined` and `user.left`, which may come in any order and again.
///
/// Two users can have had one address: the one with the greater uid came later and is the one behind it, and a
/// departure takes out only the user who departed. While two keys live a user has a row under each, so that
/// whoever knows a digest of either finds them; rows of one user are written in the order of keys.
@ApplicationScoped
public class Directory {
    /// Both listeners take it first, so that a joining and a departure of one user never pass each other.
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock($1)";

    private static final String JOIN = """
            insert into directory as d (digest, key, uid, discoverable, app, address)
            select i.digest, i.key, $2, coalesce((select discoverable from discoverability_choice where uid = $2), $3), $4, $5
              from unnest($1::uuid[], $6::int[]) as i(digest, key)
             where not exists (select from departed where uid = $2)
             order by i.key
            on conflict (digest) do update
               set uid = excluded.uid, discoverable = excluded.discoverable, app = excluded.app, address = excluded.address
             where d.uid < excluded.uid
            returning d.discoverable""";

    private static final String FIND = "select uid, app, min(address) as address, array_agg(digest) as digests"
            + " from directory where uid = $1 and app = $2 group by uid, app";

    /// All that is held about a user, whose book's entries are other people's addresses. Entries of others that
    /// hold the user's address stay theirs.
    private static final String[] LEAVE = {
        "insert into departed (uid) values ($1) on conflict do nothing",
        "delete from directory where uid = $1",
        "delete from discoverability_choice where uid = $1",
        "delete from book where owner = $1", // first of the owner's rows: it is their lock
        "delete from phone_book where owner = $1",
        "delete from look_up where owner = $1",
        "delete from unsettled where owner = $1",
        "delete from block where owner = $1",
        "delete from block where peer = $1"
    };

    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(400);
    private static final int TRIES = 8;

    private final Pool pool;
    private final JoinJobs jobs;

    Directory(Pool pool, JoinJobs jobs) {
        this.pool = pool;
        this.jobs = jobs;
    }

    /// A user exists. Under `everyone` those who hold the address are told; under `contacts` that waits for the
    /// user's own first sync, since nobody is in an empty book.
    Uni<Void> join(Newcomer newcomer) {
        return pool.withTransaction(transaction -> lock(transaction, newcomer.uid())
                        .flatMap(locked -> transaction
                                .preparedQuery(JOIN)
                                .execute(Tuple.of(
                                        newcomer.values(),
                                        newcomer.uid(),
                                        newcomer.discoverability().stored(),
                                        newcomer.app(),
                                        newcomer.address(),
                                        newcomer.keys())))
                        .flatMap(rows ->
                                rows.size() > 0 && isEveryone(rows.iterator().next())
                                        ? jobs.ask(transaction, newcomer.uid())
                                        : Uni.createFrom().voidItem()))
                .invoke(jobs::committed);
    }

    /// A user is gone, with everything that was held about them.
    Uni<Void> leave(long uid) {
        return pool.withTransaction(transaction -> {
            var steps = lock(transaction, uid);
            for (var step : LEAVE) {
                steps = steps.flatMap(done ->
                        transaction.preparedQuery(step).execute(Tuple.of(uid)).replaceWithVoid());
            }
            return steps;
        });
    }

    /// The account behind a verified token. A token can be faster than the event that tells of its user, so this
    /// waits for it a little.
    ///
    /// @throws ProblemException `unavailable` when it does not come
    public Uni<Account> account(long uid, String app) {
        return find(uid, app)
                .onFailure(NoSuchElementException.class)
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .withJitter(0)
                .atMost(TRIES)
                .onFailure(failure -> failure.getCause() instanceof NoSuchElementException
                        || failure instanceof NoSuchElementException)
                .transform(unknown -> ProblemException.retryAfter(
                        ErrorCode.UNAVAILABLE, "The account is not known here yet.", Duration.ofSeconds(1)));
    }

    private Uni<Account> find(long uid, String app) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(uid, app))
                .map(rows -> rows.iterator().next())
                .map(row -> new Account(
                        row.getLong("uid"),
                        row.getString("app"),
                        row.getString("address"),
                        List.of(row.getArrayOfUUIDs("digests"))));
    }

    private static boolean isEveryone(Row row) {
        return row.getInteger("discoverable") == Discoverability.EVERYONE.stored();
    }

    private static Uni<Void> lock(SqlConnection transaction, long uid) {
        return transaction.preparedQuery(ONE_AT_A_TIME).execute(Tuple.of(uid)).replaceWithVoid();
    }
}
