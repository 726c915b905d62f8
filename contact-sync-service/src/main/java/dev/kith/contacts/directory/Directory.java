package dev.kith.contacts.directory;

import dev.kith.contacts.joining.JoinJobs;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/// Who is behind an address. Follows `user.joined` and `user.left`, which may come in any order and again.
///
/// Two users can have had one address: the one who has it since later is the one behind it, and a departure
/// takes out only the user who departed. Whoever comes to an address that was another's finds nothing there
/// that was meant for them: see [Vacancies]. While two keys live a user has a row under each, so that whoever
/// knows a digest of either finds them; rows of one user are taken in the order of keys.
@ApplicationScoped
public class Directory {
    /// Both listeners take it first, so that a joining and a departure of one user never pass each other.
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock($1)";

    private static final String DIGESTS_OF =
            "select array_agg(digest order by key) as digests from directory where uid = $1";

    /// Also fills in a key under which somebody who moves had no row yet.
    private static final String JOIN = """
            insert into directory (digest, key, uid, discoverable, app, address, moved)
            select i.digest, i.key, $2, coalesce((select discoverable from discoverability_choice where uid = $2), $3), $4, $5,
                   case when $7::bigint = $2 then 0 else $7 end
              from unnest($1::uuid[], $6::int[]) as i(digest, key)
             order by i.key
            on conflict (uid, key) do nothing
            returning discoverable""";

    private static final String PLACED = "delete from displaced where uid = $1";

    private static final String HOLD = "select from directory where uid = $1 order by key for update";

    /// Updated, not written anew: whoever waits for these rows finds the user afterwards. A row of a key that is
    /// no longer known here would keep the user at the old address.
    private static final String MOVE = """
            with outdated as (delete from directory where uid = $2 and key <> all($3::int[]))
            update directory d set digest = i.digest, address = $4, moved = $5
              from unnest($1::uuid[], $3::int[]) as i(digest, key)
             where d.uid = $2 and d.key = i.key""";

    private static final String DISPLACE = """
            with gone as (
                delete from directory
                 where uid = any(array(select uid from directory where digest = any($1::uuid[]) and uid <> $2))
                returning uid, address)
            insert into displaced (uid, address) select distinct uid, address from gone on conflict (uid) do nothing""";

    private static final String FIND = "select uid, app, min(address) as address, array_agg(digest) as digests"
            + " from directory where uid = $1 and app = $2 group by uid, app";

    /// What the user has spent of the look-ups, see [dev.kith.contacts.quota.SpentLookUps].
    private static final String REMEMBER = """
            insert into spent_look_ups as s (digest, key, full_at, refill_ms)
            select d.digest, d.key, b.quota_full_at, b.quota_refill_ms
              from directory d join book b on b.owner = d.uid
             where d.uid = $1 and b.quota_full_at > extract(epoch from now()) * 1000
             order by d.key
            on conflict (digest) do update
               set full_at = excluded.full_at, refill_ms = excluded.refill_ms, since = excluded.since""";

    /// All that is held about a user, whose book's entries are other people's addresses. Entries of others that
    /// hold the user's address stay theirs. Whoever makes a book holds the directory's rows until it is there, so
    /// none comes behind this.
    private static final String[] LEAVE = {
        "insert into departed (uid) values ($1) on conflict do nothing",
        HOLD,
        "select from book where owner = $1 for update", // what is being spent counts
        REMEMBER,
        "delete from directory where uid = $1",
        "delete from displaced where uid = $1",
        "delete from discoverability_choice where uid = $1",
        "delete from book where owner = $1",
        "delete from phone_book where owner = $1",
        "delete from look_up where owner = $1",
        "delete from unsettled where owner = $1",
        "delete from block where owner = $1",
        "delete from block where peer = $1"
    };

    private static final UUID[] NOWHERE = {};
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(400);
    private static final int TRIES = 8;

    private final Pool pool;
    private final JoinJobs jobs;
    private final Vacancies vacancies;

    Directory(Pool pool, JoinJobs jobs, Vacancies vacancies) {
        this.pool = pool;
        this.jobs = jobs;
        this.vacancies = vacancies;
    }

    /// What is left to do about an announcement after a transaction.
    private enum Step {
        DONE,
        /// The user has moved away from an address that is to be cleared.
        MOVED,
        /// The address has to be cleared before the user can be put there.
        OCCUPIED
    }

    /// A user exists, at this address. Under `everyone` those who hold the address are told; under `contacts`
    /// that waits for the user's own first sync, since nobody is in an empty book. Of somebody who has moved
    /// the contacts who hold each other are told at once.
    Uni<Void> join(Newcomer newcomer) {
        return pool.withTransaction(transaction -> tryToJoin(transaction, newcomer))
                .invoke(jobs::committed)
                .flatMap(step -> switch (step) {
                    case DONE -> Uni.createFrom().voidItem();
                    case MOVED -> vacancies.clearAll();
                    case OCCUPIED -> vacancies.clear(newcomer.values()).flatMap(cleared -> join(newcomer));
                });
    }

    private Uni<Step> tryToJoin(SqlConnection transaction, Newcomer newcomer) {
        return lock(transaction, newcomer.uid())
                .flatMap(locked -> Addresses.lock(transaction, newcomer.values()))
                .flatMap(locked ->
                        transaction.preparedQuery(Place.READ).execute(Tuple.of(newcomer.uid(), newcomer.values())))
                .map(rows -> Place.of(rows.iterator().next()))
                .flatMap(place -> put(transaction, newcomer, place));
    }

    private Uni<Step> put(SqlConnection transaction, Newcomer newcomer, Place place) {
        if (place.isBeyond(newcomer)) {
            return Uni.createFrom().item(Step.DONE);
        }
        if (place.isTaken()) {
            return displace(transaction, newcomer).replaceWith(Step.OCCUPIED);
        }
        if (place.vacated()) {
            return Uni.createFrom().item(Step.OCCUPIED);
        }
        return Addresses.lift(transaction, newcomer.values())
                .flatMap(lifted ->
                        place.isHere() ? move(transaction, newcomer, place) : add(transaction, newcomer, place));
    }

    /// Who was here has left or moved; their own event is on its way.
    private Uni<Void> displace(SqlConnection transaction, Newcomer newcomer) {
        return transaction
                .preparedQuery(DISPLACE)
                .execute(Tuple.of(newcomer.values(), newcomer.uid()))
                .flatMap(displaced -> vacancies.note(transaction, newcomer.values()));
    }

    private Uni<Step> add(SqlConnection transaction, Newcomer newcomer, Place place) {
        return insert(transaction, newcomer)
                .flatMap(rows -> isEveryone(rows.iterator().next())
                        ? jobs.ask(transaction, newcomer.uid())
                        : Uni.createFrom().voidItem())
                .flatMap(asked -> transaction.preparedQuery(PLACED).execute(Tuple.of(newcomer.uid())))
                .flatMap(placed -> tellOfMove(transaction, newcomer, place))
                .replaceWith(Step.DONE);
    }

    private static Uni<RowSet<Row>> insert(SqlConnection transaction, Newcomer newcomer) {
        var row = Tuple.from(new Object[] {
            newcomer.values(),
            newcomer.uid(),
            newcomer.discoverability().stored(),
            newcomer.app(),
            newcomer.address(),
            newcomer.keys(),
            newcomer.since()
        });
        return transaction.preparedQuery(JOIN).execute(row);
    }

    private Uni<Step> move(SqlConnection transaction, Newcomer newcomer, Place place) {
        boolean leaves = place.movedFrom(newcomer).isPresent();
        var to = Tuple.of(newcomer.values(), newcomer.uid(), newcomer.keys(), newcomer.address(), newcomer.since());
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(newcomer.uid()))
                .flatMap(held -> leaves
                        ? vacate(transaction, newcomer.uid())
                        : Uni.createFrom().voidItem())
                .flatMap(noted -> transaction.preparedQuery(MOVE).execute(to))
                .flatMap(moved -> insert(transaction, newcomer))
                .flatMap(filled -> tellOfMove(transaction, newcomer, place))
                .flatMap(told -> jobs.ask(transaction, newcomer.uid()))
                .replaceWith(leaves ? Step.MOVED : Step.DONE);
    }

    private Uni<Void> tellOfMove(SqlConnection transaction, Newcomer newcomer, Place place) {
        return place.movedFrom(newcomer)
                .map(from -> jobs.askMoved(transaction, newcomer.uid(), new JoinJobs.Move(from, newcomer.since())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /// A user is gone, with everything that was held about them, and with what others had granted them.
    Uni<Void> leave(long uid) {
        return pool.withTransaction(transaction -> {
                    var steps = lock(transaction, uid)
                            .flatMap(locked -> digestsOf(transaction, uid))
                            .call(digests -> Addresses.lock(transaction, digests))
                            .flatMap(digests -> vacancies.note(transaction, digests));
                    for (var step : LEAVE) {
                        steps = steps.flatMap(done -> transaction
                                .preparedQuery(step)
                                .execute(Tuple.of(uid))
                                .replaceWithVoid());
                    }
                    return steps;
                })
                .flatMap(gone -> vacancies.clearAll());
    }

    /// The address of the user is about to be somebody else's, or nobody's.
    private Uni<Void> vacate(SqlConnection transaction, long uid) {
        return digestsOf(transaction, uid).flatMap(digests -> vacancies.note(transaction, digests));
    }

    private static Uni<UUID[]> digestsOf(SqlConnection transaction, long uid) {
        return transaction
                .preparedQuery(DIGESTS_OF)
                .execute(Tuple.of(uid))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getArrayOfUUIDs("digests"))
                        .orElse(NOWHERE));
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
