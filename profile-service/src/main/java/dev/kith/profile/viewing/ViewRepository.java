package dev.kith.profile.viewing;

import dev.kith.contracts.Levels;
import dev.kith.kit.visibility.Standing.Ended;
import dev.kith.profile.state.ProfileState;
import dev.kith.profile.state.StoredFields;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads profiles together with both sides of the relationship to one viewer, always within the viewer's app,
/// in one statement for any number of people.
@ApplicationScoped
public class ViewRepository {
    /// The columns that [#view] reads, of the tables `p`, `mine` and `theirs`.
    public static final String COLUMNS = "p.uid, p.app, p.address, p.version, p.fields::text as fields,"
            + " mine.owner is not null and mine.emptied_at is null as mine,"
            + " coalesce(levels_now(mine), 0) as my_levels, coalesce(levels_ended(mine), 0) as my_ended_levels,"
            + " mine.timed_until as my_end,"
            + " coalesce(mine.subscribed, false) as my_subscribed, mine.own_subscribed is not null as my_decision,"
            + " coalesce(mine.block_kinds, 0) as my_blocks,"
            // That somebody follows the viewer by itself says nothing to the viewer.
            + " theirs.owner is not null and theirs.emptied_at is null and (levels_now(theirs) <> 0 or theirs.paired"
            + " or theirs.block_kinds <> 0 or coalesce(theirs.own_subscribed, theirs.book_subscribed)) as theirs,"
            + " coalesce(levels_now(theirs), 0) as their_levels, coalesce(levels_ended(theirs), 0) as their_ended_levels,"
            + " theirs.timed_until as their_end,"
            + " coalesce(theirs.subscribed, false) as their_subscribed,"
            + " theirs.own_subscribed is not null as their_decision,"
            + " coalesce(theirs.block_kinds, 0) as their_blocks";

    /// That `p` is of the app in the second parameter. `is true` keeps the planner, as long as it knows nothing
    /// of the tables, from walking through the whole app by the index that begins with it.
    public static final String OF_APP = "(p.app = $2) is true";

    private static final String SELECT = "select " + COLUMNS
            + " from profile p"
            + " left join relationship mine on mine.owner = $1 and mine.peer = p.uid"
            + " left join relationship theirs on theirs.owner = p.uid and theirs.peer = $1"
            + " where " + OF_APP + " and ";
    private static final String BY_UIDS = SELECT + "p.uid = any($3)";

    // Of two users with one address the one who has it since later is the living one.
    private static final String BY_ADDRESSES = SELECT
            + "p.uid in (select distinct on (n.address) n.uid from profile n where n.app = $2 and n.address = any($3)"
            + " order by n.address, greatest(n.uid, n.moved) desc)";

    private final Pool pool;

    ViewRepository(Pool pool) {
        this.pool = pool;
    }

    /// Those of these users who are in the app, in no order.
    public Uni<List<View>> byUids(long viewer, String app, Collection<Long> uids) {
        return uids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : pool.preparedQuery(BY_UIDS)
                        .execute(Tuple.of(viewer, app, uids.toArray(Long[]::new)))
                        .map(rows -> views(viewer, rows));
    }

    /// Those of these canonical addresses that somebody in the app has, in no order.
    public Uni<List<View>> byAddresses(long viewer, String app, Collection<String> addresses) {
        return addresses.isEmpty()
                ? Uni.createFrom().item(List.of())
                : pool.preparedQuery(BY_ADDRESSES)
                        .execute(Tuple.of(viewer, app, addresses.toArray(String[]::new)))
                        .map(rows -> views(viewer, rows));
    }

    private static List<View> views(long viewer, RowSet<Row> rows) {
        var views = new ArrayList<View>(rows.size());
        rows.forEach(row -> views.add(view(viewer, row)));
        return views;
    }

    /// The view in a row with [#COLUMNS].
    public static View view(long viewer, Row row) {
        var profile = new ProfileState(
                row.getLong("uid"),
                row.getString("app"),
                row.getString("address"),
                row.getLong("version"),
                StoredFields.read(row.getString("fields")));
        return new View(
                viewer,
                profile,
                new View.Side(
                        row.getBoolean("mine"),
                        row.getInteger("my_levels"),
                        ended(row.getInteger("my_ended_levels"), row.getOffsetDateTime("my_end")),
                        row.getBoolean("my_subscribed"),
                        row.getBoolean("my_decision"),
                        row.getInteger("my_blocks")),
                new View.Side(
                        row.getBoolean("theirs"),
                        row.getInteger("their_levels"),
                        ended(row.getInteger("their_ended_levels"), row.getOffsetDateTime("their_end")),
                        row.getBoolean("their_subscribed"),
                        row.getBoolean("their_decision"),
                        row.getInteger("their_blocks")));
    }

    private static @Nullable Ended ended(int levels, @Nullable OffsetDateTime at) {
        return levels == Levels.NONE || at == null ? null : new Ended(levels, at.toInstant());
    }
}
