package dev.kith.media.file;

import dev.kith.media.file.Content.Picture;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Files, and the contents that they have.
@ApplicationScoped
public class FileRepository {
    // The lock keeps the content from going before the file is there; one that is going is waited for, and not found.
    private static final String REUSE = """
            with known as (select c.key from content c join upload u on u.uid = c.uid
                            where u.id = $1 and c.digest = $2 for key share of c),
                 done as (update upload set finished_at = $3
                           where id = $1 and finished_at is null and exists (select from known)
                          returning id, uid, app, name)
            insert into file (id, uid, app, content, name, created_at)
            select d.id, d.uid, d.app, k.key, d.name, $3 from done d cross join known k""";

    // Of two uploads of the same bytes that end at once, one brings the content and the other takes it.
    private static final String ADD = """
            with done as (update upload set finished_at = $2 where id = $1 and finished_at is null
                          returning id, uid, app, name),
                 brought as (insert into content (key, uid, digest, size, type, tag, width, height,
                                                   thumbnail, thumbnail_type)
                             select id, uid, $3, $4, $5, $6, $7, $8, $9::text is not null, $9 from done
                             on conflict (uid, digest) do update set uid = excluded.uid
                             returning key),
                 spare as (insert into removal (key, kept) select $1, true from brought where key <> $1
                           on conflict do nothing)
            insert into file (id, uid, app, content, name, created_at)
            select d.id, d.uid, d.app, b.key, d.name, $2 from done d cross join brought b""";

    private static final String REFUSE = """
            with gone as (delete from upload where id = $1 and finished_at is null returning id)
            insert into removal (key, kept) select id, true from gone on conflict do nothing""";

    private static final String FILE = """
            select f.id, f.uid, f.name, f.created_at, c.key, c.digest, c.size, c.type, c.tag, c.width, c.height,
                   case when c.thumbnail then coalesce(c.thumbnail_type, c.type) end as thumbnail_type
              from file f join content c on c.key = f.content""";
    private static final String FIND = FILE + " where f.id = $1 and f.app = $2";
    private static final String FIND_ANYWHERE = FILE + " where f.id = $1";
    private static final String LIST = FILE + " where f.uid = $1 and f.app = $2 and f.id > $3 order by f.id limit $4";
    private static final String OF_DIGEST =
            FILE + " where c.uid = $1 and c.digest = $2 and f.uid = $1 and f.app = $3 order by f.id limit 1";
    private static final String SHARE =
            "update file set shared_at = coalesce(shared_at, $4) where id = $1 and uid = $2 and app = $3";
    private static final String REMOVE = """
            with gone as (delete from file where id = $1 and uid = $2 and app = $3 returning id),
                 shown as (delete from picture where file in (select id from gone)),
                 upload as (delete from upload where id in (select id from gone) returning id),
                 bytes as (insert into removal (key, kept) select id, false from upload on conflict do nothing)
            select id from gone""";

    private final Pool pool;
    private final Clock clock;

    FileRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// Makes a file of this upload if its user has these bytes already.
    ///
    /// @return whether it is one now
    public Uni<Boolean> reuse(UUID upload, String digest) {
        return pool.preparedQuery(REUSE)
                .execute(Tuple.of(upload, bytes(digest), now()))
                .map(rows -> rows.rowCount() > 0);
    }

    /// Makes a file of this upload with this content, which is kept already.
    ///
    /// @return false if the upload is gone
    public Uni<Boolean> add(UUID upload, Content content) {
        @Nullable Picture picture = content.picture();
        var values = Tuple.tuple()
                .addUUID(upload)
                .addOffsetDateTime(now())
                .addBuffer(io.vertx.mutiny.core.buffer.Buffer.newInstance(bytes(content.digest())))
                .addLong(content.size())
                .addString(content.type())
                .addString(content.tag())
                .addInteger(picture == null ? null : picture.width())
                .addInteger(picture == null ? null : picture.height())
                .addString(picture == null ? null : picture.smallType());
        return pool.preparedQuery(ADD).execute(values).map(rows -> rows.rowCount() > 0);
    }

    /// Ends an upload that cannot become a file. Its bytes follow.
    public Uni<Void> refuse(UUID upload) {
        return pool.preparedQuery(REFUSE).execute(Tuple.of(upload)).replaceWithVoid();
    }

    public Uni<Optional<StoredFile>> find(UUID id, String app) {
        return pool.preparedQuery(FIND).execute(Tuple.of(id, app)).map(FileRepository::first);
    }

    /// Whatever the app: for who has proven otherwise that they may.
    public Uni<Optional<StoredFile>> find(UUID id) {
        return pool.preparedQuery(FIND_ANYWHERE).execute(Tuple.of(id)).map(FileRepository::first);
    }

    /// The user's own, in the order of their ids, behind this one.
    public Uni<List<StoredFile>> list(long uid, String app, UUID behind, int most) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(uid, app, behind, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(FileRepository::file)
                        .toList());
    }

    /// One of the user's own that came as these bytes.
    public Uni<Optional<StoredFile>> ofDigest(long uid, String app, String digest) {
        return pool.preparedQuery(OF_DIGEST)
                .execute(Tuple.of(uid, bytes(digest), app))
                .map(FileRepository::first);
    }

    /// A reference goes out: from now on the file stays until its owner removes it.
    ///
    /// @return whether it is there
    public Uni<Boolean> share(UUID id, long uid, String app) {
        return pool.preparedQuery(SHARE).execute(Tuple.of(id, uid, app, now())).map(rows -> rows.rowCount() > 0);
    }

    /// Removes a file of this user. Its content follows if no other file has it.
    public Uni<Boolean> remove(UUID id, long uid, String app) {
        return pool.preparedQuery(REMOVE).execute(Tuple.of(id, uid, app)).map(rows -> rows.size() > 0);
    }

    private static Optional<StoredFile> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(FileRepository::file)
                .findFirst();
    }

    private static StoredFile file(Row row) {
        @Nullable Integer width = row.getInteger("width");
        var content = new Content(
                row.getUUID("key"),
                HexFormat.of().formatHex(row.getBuffer("digest").getBytes()),
                row.getLong("size"),
                row.getString("type"),
                row.getString("tag"),
                width == null ? null : new Picture(width, row.getInteger("height"), row.getString("thumbnail_type")));
        return new StoredFile(
                row.getUUID("id"),
                row.getLong("uid"),
                row.getString("name"),
                row.getOffsetDateTime("created_at").toInstant(),
                content);
    }

    private static Buffer bytes(String hexadecimal) {
        return Buffer.buffer(HexFormat.of().parseHex(hexadecimal));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
