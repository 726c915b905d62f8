package dev.kith.media.upload;

import dev.kith.kit.caller.Caller;
import dev.kith.media.MediaConfiguration;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Uploads beside their bytes.
@ApplicationScoped
class UploadRepository {
    /// Two that begin at once would count each other out.
    private static final String ALONE = "select pg_advisory_xact_lock($1)";

    private static final String USE = """
            select (select count(*) from departed where uid = $1) as gone,
                   (select count(*) from upload where uid = $1 and finished_at is null) as unfinished,
                   (select count(*) from file where uid = $1) as files,
                   (select coalesce(sum(size), 0) from content where uid = $1)::int8
                     + (select coalesce(sum(length), 0) from upload where uid = $1 and finished_at is null)::int8 as bytes""";
    private static final String ADD =
            "insert into upload (id, uid, app, length, name, expires_at, partial) values ($1, $2, $3, $4, $5, $6, $7)";
    private static final String FIND = """
            select id, length, unverified_from, expires_at, finished_at is not null as finished, partial, parts
              from upload where id = $1 and uid = $2 and app = $3 and expires_at > $4""";
    private static final String IS_THERE = "select from upload where id = $1";
    private static final String EXTEND = """
            update upload set expires_at = $2, unverified_from = null where id = $1 and finished_at is null
            returning expires_at""";
    private static final String DISTRUST = "update upload set unverified_from = $2 where id = $1";
    private static final String HAS_PARTS = """
            select count(*) as found from upload
             where id = any($1) and uid = $2 and app = $3 and partial and expires_at > $4""";
    private static final String PARTS = """
            select p.id, p.length, p.unverified_from, p.joined, coalesce(j.parts = $1, false) as same
              from upload p left join upload j on j.id = p.joined
             where p.id = any($1) and p.uid = $2 and p.app = $3 and p.partial and p.expires_at > $4
             order by array_position($1, p.id) for update of p""";
    private static final String JOIN = """
            with taken as (update upload set finished_at = $6, expires_at = $7, joined = $1 where id = any($8))
            insert into upload (id, uid, app, length, name, expires_at, parts) values ($1, $2, $3, $4, $5, $7, $8)""";

    // A part that was taken over stays for as long as what is made of it, and goes with it.
    private static final String REMOVE = """
            with gone as (delete from upload
                           where (id = $1 and joined is null or joined = $1) and uid = $2 and app = $3
                          returning id, finished_at),
                 bytes as (insert into removal (key, kept) select id, finished_at is null from gone
                           on conflict do nothing)
            select from gone where id = $1""";

    /// After the upload, in a new snapshot: if it became a file while its row was waited for, that is seen.
    private static final String REMOVE_FILE = "delete from file where id = $1 and uid = $2";

    private final Pool pool;
    private final MediaConfiguration configuration;
    private final Clock clock;

    UploadRepository(Pool pool, MediaConfiguration configuration, Clock clock) {
        this.pool = pool;
        this.configuration = configuration;
        this.clock = clock;
    }

    /// What begins.
    record Fresh(UUID id, long length, String name, boolean partial) {}

    /// Adds it if there is room for it.
    Uni<Beginning> add(Caller caller, Fresh fresh) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(ALONE)
                .execute(Tuple.of(caller.uid()))
                .flatMap(alone -> transaction.preparedQuery(USE).execute(Tuple.of(caller.uid())))
                .flatMap(rows -> refusal(rows.iterator().next(), fresh.length())
                        .map(refused -> Uni.createFrom().item(refused))
                        .orElseGet(() -> insert(transaction, caller, fresh))));
    }

    Uni<Optional<Upload>> find(Caller caller, UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id, caller.uid(), caller.app(), now()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(UploadRepository::upload)
                        .findFirst());
    }

    Uni<Boolean> isThere(UUID id) {
        return pool.preparedQuery(IS_THERE).execute(Tuple.of(id)).map(rows -> rows.size() > 0);
    }

    /// All that has come is good, and more may come for a while.
    ///
    /// @return until when; empty if the upload is gone
    Uni<Optional<Instant>> extend(UUID id) {
        return pool.preparedQuery(EXTEND)
                .execute(Tuple.of(id, expiry()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getOffsetDateTime("expires_at").toInstant())
                        .findFirst());
    }

    /// What comes from here on is not to be believed before [#extend].
    Uni<Void> distrust(UUID id, long from) {
        return pool.preparedQuery(DISTRUST).execute(Tuple.of(id, from)).replaceWithVoid();
    }

    /// Removes it, and the file if it became one. The bytes follow.
    ///
    /// @return whether there was one
    Uni<Boolean> remove(Caller caller, UUID id) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(id, caller.uid(), caller.app()))
                .map(rows -> rows.size() > 0)
                .call(there -> there
                        ? transaction.preparedQuery(REMOVE_FILE).execute(Tuple.of(id, caller.uid()))
                        : Uni.createFrom().voidItem()));
    }

    /// Whether all of these are parts of this user, at the moment.
    Uni<Boolean> hasParts(Caller caller, List<UUID> parts) {
        return pool.preparedQuery(HAS_PARTS)
                .execute(Tuple.of(parts.toArray(UUID[]::new), caller.uid(), caller.app(), now()))
                .map(rows -> rows.iterator().next().getLong("found") == parts.size());
    }

    /// Makes one of these parts, which have so many bytes each. For who is alone with them.
    Uni<Joining> join(Caller caller, UUID id, List<UUID> parts, List<Long> lengths, String name) {
        var ids = parts.toArray(UUID[]::new);
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(ALONE)
                .execute(Tuple.of(caller.uid()))
                .flatMap(alone ->
                        transaction.preparedQuery(PARTS).execute(Tuple.of(ids, caller.uid(), caller.app(), now())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .flatMap(found -> settled(found, lengths)
                        .map(joining -> Uni.createFrom().item(joining))
                        .orElseGet(
                                () -> takeOver(transaction, caller, new Fresh(id, sum(lengths), name, false), ids))));
    }

    private Uni<Joining> takeOver(SqlConnection transaction, Caller caller, Fresh fresh, UUID[] parts) {
        return transaction
                .preparedQuery(JOIN)
                .execute(Tuple.tuple()
                        .addUUID(fresh.id())
                        .addLong(caller.uid())
                        .addString(caller.app())
                        .addLong(fresh.length())
                        .addString(fresh.name())
                        .addOffsetDateTime(now())
                        .addOffsetDateTime(expiry())
                        .addArrayOfUUID(parts))
                .replaceWith(new Joining.Joined(fresh.id()));
    }

    /// What is to be said without making anything; empty if the parts are to be taken over.
    private Optional<Joining> settled(List<Row> parts, List<Long> lengths) {
        if (parts.size() < lengths.size()) {
            return Optional.of(new Joining.Unknown());
        }
        if (parts.stream().allMatch(part -> part.getBoolean("same"))) {
            return Optional.of(new Joining.Joined(parts.getFirst().getUUID("joined")));
        }
        if (parts.stream().anyMatch(part -> part.getUUID("joined") != null)) {
            return Optional.of(new Joining.Unknown());
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).getLong("unverified_from") != null
                    || !lengths.get(i).equals(parts.get(i).getLong("length"))) {
                return Optional.of(new Joining.Unfinished());
            }
        }
        return sum(lengths) > configuration.largest() ? Optional.of(new Joining.TooLarge()) : Optional.empty();
    }

    private static long sum(List<Long> lengths) {
        return lengths.stream().mapToLong(Long::longValue).sum();
    }

    private Uni<Beginning> insert(SqlConnection transaction, Caller caller, Fresh fresh) {
        var expiry = expiry();
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addUUID(fresh.id())
                        .addLong(caller.uid())
                        .addString(caller.app())
                        .addLong(fresh.length())
                        .addString(fresh.name())
                        .addOffsetDateTime(expiry)
                        .addBoolean(fresh.partial()))
                .replaceWith(new Beginning.Begun(fresh.id(), expiry.toInstant()));
    }

    private Optional<Beginning> refusal(Row use, long length) {
        if (use.getLong("gone") > 0) {
            return Optional.of(new Beginning.Departed());
        }
        if (use.getLong("unfinished") >= configuration.unfinished()) {
            return Optional.of(new Beginning.TooMany());
        }
        if (use.getLong("files") + use.getLong("unfinished") >= configuration.filesPerUser()) {
            return Optional.of(new Beginning.Full());
        }
        return use.getLong("bytes") + length > configuration.perUser()
                ? Optional.of(new Beginning.Full())
                : Optional.empty();
    }

    private static Upload upload(Row row) {
        @Nullable Long unverifiedFrom = row.getLong("unverified_from");
        return new Upload(
                row.getUUID("id"),
                row.getLong("length"),
                unverifiedFrom == null ? OptionalLong.empty() : OptionalLong.of(unverifiedFrom),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getBoolean("finished"),
                concat(row));
    }

    private static Concat concat(Row row) {
        if (row.getBoolean("partial")) {
            return new Concat.Partial();
        }
        var parts = List.of(row.getArrayOfUUIDs("parts"));
        return parts.isEmpty() ? new Concat.None() : new Concat.Final(parts);
    }

    private OffsetDateTime expiry() {
        return now().plus(configuration.patience());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
