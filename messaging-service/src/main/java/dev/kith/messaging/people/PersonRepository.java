package dev.kith.messaging.people;

import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Who exists. "Joined" and "left" of one user may arrive in any order and more than once.
@ApplicationScoped
class PersonRepository {
    private final Pool pool;

    PersonRepository(Pool pool) {
        this.pool = pool;
    }

    /// Whether a user whom this service knew already has another address now.
    Uni<Boolean> joined(UserJoined event) {
        return pool.preparedQuery("insert into person as p (uid, app, address, revision) values ($1, $2, $3, $4)"
                        + " on conflict (uid) do update set address = excluded.address, revision = excluded.revision"
                        + " where not p.gone and p.revision < excluded.revision"
                        + " returning old.uid is not null as moved")
                .execute(Tuple.of(event.getUid(), event.getApp(), event.getAddress(), event.getRevision()))
                .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean("moved"));
    }

    /// Marks the user as gone and erases what only they could read.
    ///
    /// The mark is committed first, and keeps the writer from storing what the log still has for them. A batch
    /// that did not see it may be about to commit: it holds the fence's rows, so it is waited for before
    /// anything is erased. Every step can be repeated.
    Uni<Void> left(UserLeft event) {
        return pool.preparedQuery("insert into person (uid, app, address, gone) values ($1, $2, '', true)"
                        + " on conflict (uid) do update set gone = true, address = ''")
                .execute(Tuple.of(event.getUid(), event.getApp()))
                .flatMap(marked -> pool.query("select part from consumer_offset order by topic, part for share")
                        .execute())
                .flatMap(settled -> pool.preparedQuery("with m as (delete from message where owner = $1),"
                                + " e as (delete from early_receipt where owner = $1),"
                                + " h as (delete from inbox_head where owner = $1),"
                                + " a as (delete from inbox_ack where owner = $1),"
                                + " d as (delete from device_block where uid = $1),"
                                + " q as (delete from message_request where owner = $1),"
                                + " k as (delete from message_key where uid = $1),"
                                + " v as (delete from revoked_device where uid = $1),"
                                + " c as (delete from conversation where owner = $1),"
                                + " s as (delete from search_state where owner = $1),"
                                + " w as (delete from message_words where owner = $1),"
                                + " g as (delete from group_progress where uid = $1),"
                                + " x as (delete from restriction where uid = $1)"
                                + " delete from relationship where owner = $1")
                        .execute(Tuple.of(event.getUid())))
                .replaceWithVoid();
    }
}
