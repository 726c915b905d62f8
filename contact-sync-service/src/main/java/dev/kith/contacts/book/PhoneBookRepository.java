package dev.kith.contacts.book;

import dev.kith.contacts.quota.QuotaConfiguration;
import dev.kith.contacts.quota.SpentLookUps;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Books and their entries. All of one account's rows are written under the lock of its book row.
///
/// Statements over many entries take arrays. Look-ups by key are lateral with `offset 0`, so that whatever the
/// statistics say each is one probe of the index that is meant; sets are compared by joins that are hashed.
@ApplicationScoped
public class PhoneBookRepository {
    /// Who is behind these digests ($1), for one asker ($3) with these digests of their own ($2): every user
    /// who may be found by anyone, or who has the asker in their own book.
    public static final String MATCH = """
            select i.ord, d.uid, d.discoverable, m.owner is not null as mutual, b.owner is not null as blocks
              from unnest($1::uuid[]) with ordinality as i(digest, ord)
             cross join lateral (select uid, discoverable from directory where digest = i.digest offset 0) d
              left join lateral (select owner from phone_book where owner = d.uid and digest = any($2::uuid[]) limit 1) m on true
              left join lateral (select owner from block where peer = $3 and owner = d.uid offset 0) b on true
             where d.uid <> $3 and (d.discoverable = 1 or m.owner is not null)""";

    private static final String READ = """
            select b.*, d.*, a.burst, a.refill_ms, a.refill_since from book b
             cross join lateral (
                   select app, array_agg(digest) as digests, min(discoverable) as discoverable
                     from directory where uid = b.owner and app = $2 group by app offset 0) d
              left join lateral (select * from app_look_ups where app = $2 offset 0) a on true
             where b.owner = $1""";

    static final String LOCK = READ + " for update of b";

    private static final String ADDRESSES = "select uid, address from directory where uid = any($1)";

    /// Waits for a departure, and makes one wait. The owner may have spent look-ups before, see [SpentLookUps].
    private static final String CREATE = """
            insert into book (owner, quota_full_at, quota_refill_ms)
            select d.uid, coalesce(max(s.full_at), 0), coalesce(max(s.refill_ms), 0)
              from (select uid, digest from directory where uid = $1 and app = $2 order by key for key share) d
              left join spent_look_ups s on s.digest = d.digest and s.since > now() - interval '%s'
             group by d.uid
            on conflict do nothing""".formatted(SpentLookUps.REMEMBERED);

    private static final String SAVE = """
            update book set version = $2, part = $3, entries = $4, pending = $5, checksum = $6, quota_full_at = $7,
                   oldest_base = $8, quota_refill_ms = $9, synced_at = now() where owner = $1""";

    /// Only what differs is written: a row that is updated to what it is would be locked and logged all the same.
    ///
    /// $1 owner, $2 digests (distinct), $3 tags, $4 uids found (0: none), $5 free of charge, $6 look-ups left,
    /// $7 levels, $8 merge, $9 subscribe, $10 key. An entry has to be paid for if it is new or still waits, is
    /// not free and was never looked up; those beyond what is left wait. Addresses that refuse it are passed over.
    /// Inserted without regard to a conflict, which costs a third more: the book is locked.
    static final String STORE = """
            with inp as materialized (
                select i.* from unnest($2::uuid[], $3::int8[], $4::int8[], $5::bool[])
                       with ordinality as i(digest, tag, uid, free, ord)
                  left join (select digest from refused where digest = any($2) offset 0) r using (digest)
                 where r.digest is null),
            named as materialized (
                select i.*, c.owner is null as fresh, coalesce(c.pending, false) as waited, c.levels as had,
                       c.subscribed as had_subscribed, c.notified,
                       (c.owner is null or c.pending) and not i.free and l.owner is null as costs
                  from inp i
                  left join (select * from phone_book where owner = $1 offset 0) c using (digest)
                  left join (select * from look_up where owner = $1 offset 0) l using (digest)),
            due as materialized (
                select n.*, n.costs and count(*) filter (where n.costs) over (order by n.ord) > $6 as waits,
                       case when $8 then coalesce(n.had, 0) | $7 else $7 end as levels,
                       case when $8 then coalesce(n.had_subscribed, false) or $9 else $9 end as subscribed
                  from named n),
            differing as materialized (
                select u.*, u.fresh or u.waits <> u.waited or u.levels <> u.had or u.subscribed <> u.had_subscribed
                            as changed
                  from due u),
            made as (
                insert into phone_book (owner, digest, tag, notified, levels, subscribed, pending, key)
                select $1, digest, tag, case when waits then 0 else uid end, levels, subscribed, waits, $10
                  from differing where fresh order by digest),
            altered as (
                update phone_book p
                   set notified = case when d.waits or d.uid = 0 then p.notified else d.uid end,
                       levels = d.levels, subscribed = d.subscribed, pending = d.waits
                  from differing d
                 where p.owner = $1 and p.digest = d.digest and not d.fresh
                   and (d.changed or (d.uid <> 0 and d.uid <> d.notified and not d.waits)))
            select count(*) filter (where changed)::int as changed,
                   count(*) filter (where fresh)::int as fresh,
                   (count(*) filter (where waits and not waited) - count(*) filter (where waited and not waits))::int
                       as pending,
                   count(*) filter (where costs and not waits)::int as charged,
                   coalesce(bit_xor(tag) filter (where fresh), 0) as tags,
                   coalesce(array_agg(ord) filter (where (fresh or waited) and not waits), '{}') as searchable,
                   coalesce(array_agg(ord) filter (where waits), '{}') as waiting
              from differing""";

    /// While two keys live: entries and look-ups of $1 that stand under other digests ($3) of the addresses
    /// meant by $2 are brought under these, of key $4; so are refusals, whose rows are held so that nobody signs
    /// up there meanwhile. An entry of a refused address stays where it is being looked for.
    static final String BRING_OVER = """
            with i as materialized (select * from unnest($2::uuid[], $3::uuid[]) as i(digest, other)),
            out as materialized (
                select i.digest, i.other
                  from (select digest from refused where digest = any($3) order by digest for share) r
                  join i on i.other = r.digest),
            kept_out as (
                insert into refused (digest, key) select digest, $4 from out order by digest on conflict do nothing),
            paid as (
                update look_up l set digest = i.digest, key = $4 from i
                 where l.owner = $1 and l.digest = any($3) and l.digest = i.other
                   and not exists (select from look_up t where t.owner = $1 and t.digest = i.digest))
            update phone_book p set digest = i.digest, key = $4 from i
             where p.owner = $1 and p.digest = any($3) and p.digest = i.other
               and not exists (select from out where out.other = i.other)
               and not exists (select from phone_book t where t.owner = $1 and t.digest = i.digest)""";

    /// Granted were whoever is at the address, and whoever was there when the owner was told of them and has
    /// moved; the latter keeps what another entry grants.
    static final String REMOVE = """
            with gone as (
                delete from phone_book where owner = $1 and tag = any($2) returning digest, tag, pending, notified)
            select count(*)::int as entries, count(*) filter (where pending)::int as pending,
                   coalesce(bit_xor(tag), 0) as tags,
                   coalesce(array_agg(d.uid) filter (where d.uid is not null), '{}')
                   || coalesce(array_agg(gone.notified) filter (where m.held_elsewhere = false), '{}') as users
              from gone
              left join lateral (select uid from directory where digest = gone.digest offset 0) d on true
              left join lateral (
                   select bool_or(exists (select from phone_book where owner = $1 and digest = o.digest)) as held_elsewhere
                     from (select digest from directory where uid = gone.notified offset 0) o
                   having bool_and(o.digest <> gone.digest)) m on true""";

    private static final String ERASE = REMOVE.replace("tag = any($2)", "$2::bool");

    /// Entries at whose address nobody is.
    static final String EXPIRE = """
            with gone as (
                delete from phone_book where owner = $1 and digest = any(array(
                    select p.digest from (select digest from phone_book where owner = $1 offset 0) p
                      left join lateral (select uid from directory where digest = p.digest offset 0) d on true
                     where d.uid is null))
                returning tag, pending)
            select count(*)::int as entries, count(*) filter (where pending)::int as pending,
                   coalesce(bit_xor(tag), 0) as tags, '{}'::int8[] as users from gone""";

    static final String WAITING =
            "select digest, tag from phone_book where owner = $1 and pending order by digest limit $2";

    private static final String UNTOLD =
            "select digest from phone_book where owner = $1 and not pending and notified = 0";

    static final String MARK = """
            update phone_book p set notified = i.uid from unnest($2::uuid[], $3::int8[]) as i(digest, uid)
             where p.owner = $1 and p.digest = any($2) and p.digest = i.digest and not p.pending
            returning p.digest, i.uid, p.levels, p.subscribed""";

    private static final String STILL_IN_USE = "update book set synced_at = now() where owner = $1";

    /// Often enough for a book that expires after months, and seldom for one that is synced all day.
    private static final Duration NOTED_EVERY = Duration.ofDays(1);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Clock clock;
    private final QuotaConfiguration quotas;

    PhoneBookRepository(Clock clock, QuotaConfiguration quotas) {
        this.clock = clock;
        this.quotas = quotas;
    }

    /// The account's book, made if there is none, locked until the transaction ends. What is read after this was
    /// committed before it, or is this transaction's own.
    public Uni<LockedBook> lock(SqlConnection transaction, long owner, String app) {
        return find(transaction, LOCK, owner, app)
                .flatMap(found -> found.isPresent()
                        ? Uni.createFrom().item(found.get())
                        : transaction
                                .preparedQuery(CREATE)
                                .execute(Tuple.of(owner, app))
                                .flatMap(made -> find(transaction, LOCK, owner, app))
                                .map(made -> made.orElseThrow(() -> ProblemException.retryAfter(
                                        ErrorCode.UNAVAILABLE, "The account is not known here.", TRY_AGAIN))));
    }

    /// The book as it was at some moment, to look at only; empty: never written.
    Uni<Optional<LockedBook>> glance(SqlClient connection, long owner, String app) {
        return find(connection, READ, owner, app);
    }

    private Uni<Optional<LockedBook>> find(SqlClient connection, String sql, long owner, String app) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(owner, app))
                .map(rows -> rows.size() == 0
                        ? Optional.<LockedBook>empty()
                        : Optional.of(new LockedBook(rows.iterator().next(), clock.instant(), quotas)));
    }

    /// Notes that a device asked for a book in which it has nothing to change.
    Uni<Void> noteUse(SqlClient connection, LockedBook book) {
        return book.wasSyncedBefore(clock.instant().minus(NOTED_EVERY))
                ? connection
                        .preparedQuery(STILL_IN_USE)
                        .execute(Tuple.of(book.owner()))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    public Uni<Void> save(SqlConnection transaction, LockedBook book) {
        return transaction
                .preparedQuery(SAVE)
                .execute(Tuple.from(new Object[] {
                    book.owner(),
                    book.version(),
                    book.part(),
                    book.entries(),
                    book.pending(),
                    book.checksum(),
                    book.quota().fullAt(),
                    book.oldestBase(),
                    book.quota().refillMillis()
                }))
                .replaceWithVoid();
    }

    /// The users behind these digests as the asker may or could know them, see [#MATCH].
    public Uni<List<Hit>> match(SqlClient connection, long asker, List<UUID> ownDigests, UUID[] digests) {
        return connection
                .preparedQuery(MATCH)
                .execute(Tuple.of(digests, ownDigests.toArray(UUID[]::new), asker))
                .map(rows -> listOf(rows, Hit::of));
    }

    /// Entries that are named, and that stand under another key, come under the present one; see [#BRING_OVER].
    Uni<Void> bringOver(SqlConnection transaction, LockedBook book, NamedEntries named) {
        return transaction
                .preparedQuery(BRING_OVER)
                .execute(Tuple.of(book.owner(), named.digests(), named.others(), named.key()))
                .replaceWithVoid();
    }

    /// Stores entries; see [#STORE].
    Uni<Stored> store(SqlConnection transaction, LockedBook book, StoreCommand command, int key) {
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.from(new Object[] {
                    book.owner(),
                    command.digests(),
                    command.tags(),
                    command.uids(),
                    command.free(),
                    (long) book.quota().left(),
                    command.levels(),
                    command.merge(),
                    command.subscribe(),
                    key
                }))
                .map(rows -> Stored.of(rows.iterator().next()));
    }

    Uni<Removed> remove(SqlConnection transaction, LockedBook book, Long[] tags) {
        return transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(book.owner(), tags))
                .map(rows -> Removed.of(rows.iterator().next()));
    }

    /// Removes every entry.
    Uni<Removed> erase(SqlConnection transaction, LockedBook book) {
        return transaction
                .preparedQuery(ERASE)
                .execute(Tuple.of(book.owner(), true))
                .map(rows -> Removed.of(rows.iterator().next()));
    }

    /// Removes the entries of people who are no users.
    Uni<Removed> expire(SqlConnection transaction, LockedBook book) {
        return transaction
                .preparedQuery(EXPIRE)
                .execute(Tuple.of(book.owner()))
                .map(rows -> Removed.of(rows.iterator().next()));
    }

    /// Entries that wait for quota.
    Uni<List<StoreCommand.Slot>> waiting(SqlConnection transaction, LockedBook book, int most) {
        return transaction
                .preparedQuery(WAITING)
                .execute(Tuple.of(book.owner(), most))
                .map(rows -> listOf(rows, row -> new StoreCommand.Slot(row.getUUID("digest"), row.getLong("tag"))));
    }

    /// Entries of whose user the owner was never told.
    Uni<List<UUID>> untold(SqlConnection transaction, long owner) {
        return transaction
                .preparedQuery(UNTOLD)
                .execute(Tuple.of(owner))
                .map(rows -> listOf(rows, row -> row.getUUID("digest")));
    }

    /// Notes that the owner knows of these users; gives the entries that are still there.
    Uni<List<Marked>> mark(SqlConnection transaction, LockedBook book, UUID[] digests, Long[] uids) {
        return transaction
                .preparedQuery(MARK)
                .execute(Tuple.of(book.owner(), digests, uids))
                .map(rows -> listOf(rows, Marked::of));
    }

    /// The addresses of users.
    Uni<Map<Long, String>> addresses(SqlClient connection, Collection<Long> uids) {
        return connection
                .preparedQuery(ADDRESSES)
                .execute(Tuple.of(uids.toArray(Long[]::new)))
                .map(rows -> {
                    var addresses = new HashMap<Long, String>();
                    rows.forEach(row -> addresses.put(row.getLong("uid"), row.getString("address")));
                    return addresses;
                });
    }

    static <T> List<T> listOf(RowSet<Row> rows, Function<Row, T> read) {
        var list = new ArrayList<T>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }
}
