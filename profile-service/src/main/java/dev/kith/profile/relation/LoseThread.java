package dev.kith.profile.relation;

import dev.kith.contracts.event.BlockKind;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.erasure.RelationshipErasure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Ends what those said about somebody who has moved whom the mover does not know: for them it is as if the
/// mover had left.
///
/// The mover knows whom they grant something or follow by book or by hand, who is in their book or paired with
/// them, and to whom they have written; unless they hide their profile from them. Whom they follow without
/// having said so is not known by that: a stranger's message, which makes them follow, would tell the stranger
/// where they have moved to. To block somebody, in whatever way, makes nobody known either.
///
/// A block of those outlives the move, and so does a pair, which is the app's; nothing else in their row does.
@ApplicationScoped
public class LoseThread {
    private static final int HIDES = 1 << BlockKind.PROFILE_VALUE;

    private static final String KNOWN = "with known as materialized (select peer from relationship k"
            + " where owner = $1 and block_kinds & $2 = 0 and (in_book or took_part or paired"
            + " or coalesce(own_subscribed, book_subscribed) or levels_now(k) <> 0)),";
    private static final String OF_STRANGERS = " and not exists (select from known where known.peer = r.owner)";
    private static final String DELETE = "(delete from relationship r where r.peer = $1 and %s"
            + " and r.block_kinds = 0 and not r.paired" + OF_STRANGERS + " returning owner, peer)";
    private static final String EMPTY = "(update relationship r set book_levels = 0, own_levels = 0, timed_levels = 0,"
            + " timed_until = null, timed_open = false, book_subscribed = false, own_subscribed = null,"
            + " auto_subscribed = false, in_book = false, took_part = false, thread_lost = true"
            + " where r.peer = $1 and %s" + OF_STRANGERS + Relationship.RETURNING + ")";

    /// Each in two parts, as the indexes are.
    static final String REMOVE = inTwoParts(DELETE);

    /// After the removal, and whether or not there is a block: one that was taken back meanwhile keeps nothing.
    static final String KEEP = inTwoParts(EMPTY);

    private final Outbox outbox;

    LoseThread(Outbox outbox) {
        this.outbox = outbox;
    }

    /// In the transaction of the move, with what other services are to hear of it.
    ///
    /// @param app of the mover
    public Uni<Void> of(SqlConnection transaction, String app, long mover) {
        var parameters = Tuple.of(mover, HIDES);
        return transaction
                .preparedQuery(REMOVE)
                .execute(parameters)
                .flatMap(removed -> outbox.add(transaction, RelationshipErasure.tombstones(removed)))
                .flatMap(told -> transaction.preparedQuery(KEEP).execute(parameters))
                .flatMap(kept -> outbox.add(transaction, events(app, kept)));
    }

    private static String inTwoParts(String write) {
        return KNOWN + " followers as " + write.formatted("r.subscribed") + ", others as "
                + write.formatted("not r.subscribed") + " select * from followers union all select * from others";
    }

    private static List<Event> events(String app, RowSet<Row> kept) {
        var events = new ArrayList<Event>();
        kept.forEach(row ->
                events.addAll(Relationship.written(row.getLong("owner"), row).events(app)));
        return events;
    }
}
