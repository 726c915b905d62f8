package dev.kith.media.picture;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Which files are pictures of profiles.
@ApplicationScoped
class PictureRepository {
    private static final String TAKE = """
            update file f set picture_at = $4 from content c
             where f.id = any($3) and f.uid = $1 and f.app = $2 and c.key = f.content and c.thumbnail
               and c.type in ('image/jpeg', 'image/png')
            returning f.id""";

    // First the locks, then, in a new snapshot, the look whether another profile shows them: of two that let one file
    // go at once the later one sees that it was the last.
    private static final String LOCKED = """
            select from file where id in (select file from picture where uid = $1 and gid = $2)
                or id = any($3) order by id for update""";
    private static final String SHOWN = """
            with there as (select id from file where id = any($3) and app = $4),
                 gone as (delete from picture where uid = $1 and gid = $2 and file <> all($3) returning file),
                 come as (insert into picture (uid, gid, file) select $1, $2, id from there on conflict do nothing),
                 kept as (update file set picture = true where id in (select id from there) and not picture)
            update file f set picture = false, picture_at = $5 where f.id in (select file from gone)
               and not exists (select from picture p where p.file = f.id and (p.uid, p.gid) <> ($1, $2))""";

    private final Pool pool;
    private final Clock clock;

    PictureRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// Of these files those that are pictures of this user. They stay for as long as one that has just come, so that
    /// a profile can refer to them.
    Uni<List<UUID>> take(long uid, String app, Collection<UUID> files) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(uid, app, files.toArray(UUID[]::new), now()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toList());
    }

    /// From now on this profile shows these files, and no others. They stay for as long as it does.
    ///
    /// @param uid whose profile it is; 0: a group's
    Uni<Void> shown(long uid, long group, String app, Collection<UUID> files) {
        var ids = files.toArray(UUID[]::new);
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(LOCKED)
                .execute(Tuple.of(uid, group, ids))
                .flatMap(locked -> transaction.preparedQuery(SHOWN).execute(Tuple.of(uid, group, ids, app, now())))
                .replaceWithVoid());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
