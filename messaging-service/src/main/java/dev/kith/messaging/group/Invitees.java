package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.resolve.AddressResolver;
import dev.kith.kit.resolve.Resolution;
import dev.kith.messaging.people.People;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whom a user may bring into a group, by the addresses that they know: those to whom they may write without
/// asking, and who have not blocked their messages in groups either.
///
/// As with messages: of whom the user knows already, the projections answer; all others take the one way through
/// contact-sync-service, in one call, and "no such user", "hidden" and "blocks you" look alike.
@ApplicationScoped
class Invitees {
    private static final @Nullable String NO_REGION = null;

    // Of the kinds of blocks, 1 are messages, 2 are messages in groups.
    private static final String STANDING = "select p.nth, p.uid, p.address,"
            + " coalesce(mine.block_kinds & 1 <> 0, false) as blocked_by_me,"
            + " not (lets(me.outgoing, mine) and lets(me.peers, mine)) as forbidden,"
            + " coalesce(theirs.block_kinds & 3 <> 0, false)"
            + " or not (lets(them.incoming, theirs) and lets(them.peers, theirs))"
            + " or ((coalesce(rules.strangers, 0) = 1 or coalesce(rules.strangers, 0) = 2 and coalesce(asked.state, 1) <> 2) and "
            + People.STRANGER
            + ") as refuses_me,"
            + " mine.owner is not null or exists (select 1 from message m where m.owner = $1 and m.peer = p.uid) as known"
            + " from (%s) p left join relationship mine on mine.owner = $1 and mine.peer = p.uid"
            + " left join relationship theirs on theirs.owner = p.uid and theirs.peer = $1"
            + " left join person asking on asking.uid = $1 left join app_rules rules on rules.app = asking.app"
            + " left join message_request asked on asked.owner = p.uid and asked.peer = $1"
            + " left join restriction me on me.uid = $1 left join restriction them on them.uid = p.uid order by p.nth";
    private static final String AT = STANDING.formatted("select w.nth, q.uid, q.address"
            + " from unnest($2::int[], $3::text[]) as w(nth, address) cross join lateral (select uid, address from person"
            + " where app = $4 and address = w.address and not gone order by uid desc limit 1) q");
    private static final String OF =
            STANDING.formatted("select * from unnest($2::int[], $3::text[], $4::bigint[]) as w(nth, address, uid)");

    private final Pool pool;
    private final AddressResolver resolver;

    Invitees(Pool pool, AddressResolver resolver) {
        this.pool = pool;
        this.resolver = resolver;
    }

    /// What came of one of the addresses asked for.
    sealed interface Invitee {
        record Found(long uid, String address) implements Invitee {}

        record Refused(ErrorCode code) implements Invitee {}
    }

    private record Standing(
            int nth, Invitee.Found found, boolean blockedByMe, boolean forbidden, boolean refusesMe, boolean known) {
        static Standing of(Row row) {
            return new Standing(
                    row.getInteger("nth"),
                    new Invitee.Found(row.getLong("uid"), row.getString("address")),
                    row.getBoolean("blocked_by_me"),
                    row.getBoolean("forbidden"),
                    row.getBoolean("refuses_me"),
                    row.getBoolean("known"));
        }

        boolean isForProjections() {
            return blockedByMe || (known && !refusesMe);
        }

        Invitee decide(long asking) {
            if (found.uid() == asking) {
                return new Invitee.Refused(ErrorCode.SELF);
            }
            if (blockedByMe) {
                return new Invitee.Refused(ErrorCode.BLOCKED);
            }
            if (forbidden) {
                return new Invitee.Refused(ErrorCode.NOT_ALLOWED);
            }
            return refusesMe ? new Invitee.Refused(ErrorCode.UNREACHABLE) : found;
        }
    }

    /// One invitee for each place in the list. Fails with `unavailable` and `too-many`, as look-ups do.
    Uni<Map<Integer, Invitee>> find(Caller caller, List<String> addresses) {
        var decided = new TreeMap<Integer, Invitee>();
        var open = new TreeMap<Integer, String>();
        for (int i = 0; i < addresses.size(); i++) {
            switch (Addresses.canonical(addresses.get(i), NO_REGION)) {
                case Address.Telephone number -> open.put(i, number.canonical());
                case Address.Opaque name -> open.put(i, name.canonical());
                case Address.Invalid invalid -> invalid(i, addresses.get(i), invalid.fault(), decided, open);
            }
        }
        return known(caller, decided, open).flatMap(asked -> resolved(caller, decided, open));
    }

    private static void invalid(
            int nth, String address, Address.Fault fault, Map<Integer, Invitee> decided, Map<Integer, String> open) {
        switch (fault) {
            // contact-sync-service may know the region in which a national number is meant.
            case REGION_NEEDED -> open.put(nth, address);
            case EMPTY -> decided.put(nth, new Invitee.Refused(ErrorCode.UNREACHABLE));
            default ->
                decided.put(
                        nth,
                        new Invitee.Refused(fault.ofNumber() ? ErrorCode.INVALID_NUMBER : ErrorCode.INVALID_VALUE));
        }
    }

    private Uni<Void> known(Caller caller, Map<Integer, Invitee> decided, Map<Integer, String> open) {
        return pool.preparedQuery(AT)
                .execute(Tuple.of(caller.uid(), numbers(open), texts(open), caller.app()))
                .invoke(rows -> rows.forEach(row -> {
                    var standing = Standing.of(row);
                    if (standing.isForProjections()) {
                        decided.put(standing.nth(), standing.decide(caller.uid()));
                        open.remove(standing.nth());
                    }
                }))
                .replaceWithVoid();
    }

    private Uni<Map<Integer, Invitee>> resolved(
            Caller caller, Map<Integer, Invitee> decided, Map<Integer, String> open) {
        if (open.isEmpty()) {
            return Uni.createFrom().item(decided);
        }
        return resolver.resolve(caller, List.copyOf(open.values()))
                .flatMap(all -> found(caller, decided, List.copyOf(open.keySet()), all))
                .replaceWith(decided);
    }

    private Uni<RowSet<Row>> found(
            Caller caller, Map<Integer, Invitee> decided, List<Integer> places, List<Resolution> resolutions) {
        var found = new TreeMap<Integer, Resolution.Found>();
        for (int i = 0; i < places.size(); i++) {
            switch (resolutions.get(i)) {
                case Resolution.Found one -> found.put(places.get(i), one);
                case Resolution.Refused refused -> decided.put(places.get(i), new Invitee.Refused(refused.code()));
            }
        }
        return pool.preparedQuery(OF)
                .execute(Tuple.of(
                        caller.uid(),
                        numbers(found),
                        found.values().stream().map(Resolution.Found::address).toArray(String[]::new),
                        found.values().stream().map(Resolution.Found::uid).toArray(Long[]::new)))
                .invoke(rows -> rows.forEach(row -> {
                    var standing = Standing.of(row);
                    decided.put(standing.nth(), standing.decide(caller.uid()));
                }));
    }

    private static Integer[] numbers(Map<Integer, ?> of) {
        return of.keySet().toArray(Integer[]::new);
    }

    private static String[] texts(Map<Integer, String> of) {
        return of.values().toArray(String[]::new);
    }
}
