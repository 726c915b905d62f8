package dev.kith.presence.people;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what people show, and how they stand to each other, many at a time. Those who left are not there.
@ApplicationScoped
public class People {
    private static final String SHOWN = "select uid, app, address, online and mode = 'VISIBLE' as shown_online,"
            + " last_seen_at, presence_levels, last_seen_levels from person where left_at is null and uid = any($1)";

    private static final String AT_ADDRESSES =
            "select distinct on (address) address, uid from person where app = $1 and address = any($2)"
                    + " and left_at is null order by address, greatest(uid, revision) desc";

    private static final String RELATIONS = """
            select d.subject, d.viewer, g.block_kinds as granted_block, b.block_kinds as given_block,
                case when g.levels_until <= now() then g.levels_after else g.levels end as granted,
                case when b.levels_until <= now() then b.levels_after else b.levels end as given,
                (v.presence_levels <> 0 or v.address = '') and v.mode = 'VISIBLE' as shows_state,
                (v.last_seen_levels <> 0 or v.address = '') and v.mode = 'VISIBLE' as shows_time
            from unnest($1::bigint[], $2::bigint[]) as d (subject, viewer)
            left join relationship g on g.owner = d.subject and g.peer = d.viewer
            left join relationship b on b.owner = d.viewer and b.peer = d.subject
            left join person v on v.uid = d.viewer""";

    private final Pool pool;

    People(Pool pool) {
        this.pool = pool;
    }

    /// What each of these users shows, by uid.
    public Uni<Map<Long, Shown>> shown(Collection<Long> uids) {
        return pool.preparedQuery(SHOWN)
                .execute(Tuple.of(uids.toArray(Long[]::new)))
                .map(rows -> {
                    var shown = new HashMap<Long, Shown>();
                    rows.forEach(row -> shown.put(row.getLong("uid"), shown(row)));
                    return shown;
                });
    }

    /// Who is behind these canonical addresses in this app, by address.
    public Uni<Map<String, Long>> atAddresses(String app, Collection<String> addresses) {
        return pool.preparedQuery(AT_ADDRESSES)
                .execute(Tuple.of(app, addresses.toArray(String[]::new)))
                .map(rows -> {
                    var uids = new HashMap<String, Long>();
                    rows.forEach(row -> uids.put(row.getString("address"), row.getLong("uid")));
                    return uids;
                });
    }

    /// How these viewers stand to whom they look at; one for each pair.
    public Uni<Map<Pair, Relation>> relations(List<Pair> pairs) {
        return pool.preparedQuery(RELATIONS)
                .execute(Tuple.of(
                        pairs.stream().map(Pair::subject).toArray(Long[]::new),
                        pairs.stream().map(Pair::viewer).toArray(Long[]::new)))
                .map(rows -> {
                    var relations = new HashMap<Pair, Relation>();
                    rows.forEach(row ->
                            relations.put(new Pair(row.getLong("subject"), row.getLong("viewer")), relation(row)));
                    return relations;
                });
    }

    private static Shown shown(Row row) {
        OffsetDateTime lastSeen = row.getOffsetDateTime("last_seen_at");
        return new Shown(
                row.getLong("uid"),
                row.getString("app"),
                row.getString("address"),
                row.getBoolean("shown_online"),
                lastSeen == null ? null : lastSeen.toInstant().toEpochMilli(),
                new Opening(row.getInteger("presence_levels"), row.getInteger("last_seen_levels")));
    }

    private static Relation relation(Row row) {
        var granted = stand(row, "granted", "granted_block");
        var given = stand(row, "given", "given_block");
        return new Relation(granted, given, row.getInteger("given") != null, frankness(row));
    }

    private static Frankness frankness(Row row) {
        Boolean state = row.getBoolean("shows_state");
        return state == null ? Frankness.FULL : new Frankness(state, row.getBoolean("shows_time"));
    }

    private static Stand stand(Row row, String levels, String blocks) {
        var mask = row.getInteger(levels);
        return mask == null ? Stand.NONE : new Stand(mask, row.getInteger(blocks));
    }
}
