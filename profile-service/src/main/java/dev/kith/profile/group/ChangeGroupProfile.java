package dev.kith.profile.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ProfileNotice;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.own.ExpectedVersion;
import dev.kith.profile.picture.PicturesShown;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Changes the profile of a group and tells those in it, in one transaction.
///
/// Two changes at once happen one after the other; one that expects a version which is gone changes nothing.
/// Who is there hears by a notice, which leaves by the outbox; who is not asks for changes. A role counts as
/// far as it is known here, a moment after messaging-service gave or took it.
@ApplicationScoped
class ChangeGroupProfile {
    /// Of one notice; it stays below 10 KiB.
    private static final int MOST_RECIPIENTS = 1000;

    private static final String LOCK =
            "select may_change, " + GroupProfile.COLUMNS + " from group_profile where gid = $1 and app = $2 for update";
    // After the lock, so that it is not what it was before the wait.
    private static final String ROLE =
            "select role from group_membership where uid = $1 and gid = $2 and app = $3 and role > 0";
    private static final String WRITE =
            "update group_profile set version = version + 1, name = $2, picture = $3, info = $4,"
                    + " changed = pg_current_xact_id()::text::bigint where gid = $1 returning " + GroupProfile.COLUMNS;
    private static final String MEMBERS = "select uid from group_membership where gid = $1 and role > 0 order by uid";

    private final Pool pool;
    private final Outbox outbox;

    ChangeGroupProfile(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /// What became of a change.
    sealed interface Outcome {
        record Changed(GroupProfile now) implements Outcome {}

        /// Somebody else was first.
        record Conflict(long version) implements Outcome {}
    }

    /// Whose change it is, and of which group.
    record Change(long uid, String app, long group, GroupPatch patch, ExpectedVersion expected) {}

    /// Fails with `not-found`, `role-needed`.
    Uni<Outcome> change(Change change) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(change.group(), change.app()))
                        .flatMap(rows -> allowed(transaction, change, rows.iterator()))
                        .flatMap(before -> attempt(transaction, change, before)))
                .invoke(outbox::committed);
    }

    private static Uni<GroupProfile> allowed(SqlConnection transaction, Change change, Iterator<Row> locked) {
        if (!locked.hasNext()) {
            throw GroupProfiles.notFound();
        }
        var group = locked.next();
        return transaction
                .preparedQuery(ROLE)
                .execute(Tuple.of(change.uid(), change.group(), change.app()))
                .map(rows -> {
                    for (var row : rows) {
                        if (row.getInteger("role") < group.getInteger("may_change")) {
                            throw new ProblemException(
                                    ErrorCode.ROLE_NEEDED, "The role in the group does not allow this.");
                        }
                        return GroupProfile.of(group);
                    }
                    throw GroupProfiles.notFound();
                });
    }

    private Uni<Outcome> attempt(SqlConnection transaction, Change change, GroupProfile before) {
        if (!change.expected().allows(before.version())) {
            return Uni.createFrom().item(new Outcome.Conflict(before.version()));
        }
        var fields = change.patch().applied(before.fields());
        if (fields.equals(before.fields())) {
            return Uni.createFrom().item(new Outcome.Changed(before));
        }
        return transaction
                .preparedQuery(WRITE)
                .execute(Tuple.of(before.group(), fields.get("name"), fields.get("picture"), fields.get("info")))
                .map(rows -> GroupProfile.of(rows.iterator().next()))
                .call(now -> tell(transaction, change.app(), before, now))
                .map(Outcome.Changed::new);
    }

    private Uni<Void> tell(SqlConnection transaction, String app, GroupProfile before, GroupProfile now) {
        return transaction.preparedQuery(MEMBERS).execute(Tuple.of(now.group())).flatMap(rows -> {
            var members = new ArrayList<Long>(rows.size());
            rows.forEach(row -> members.add(row.getLong("uid")));
            var events = notices(app, now, members);
            PicturesShown.byGroup(now.group(), app, before.pictures(), now.pictures())
                    .ifPresent(events::add);
            return outbox.add(transaction, events);
        });
    }

    private static List<Event> notices(String app, GroupProfile now, List<Long> members) {
        var events = new ArrayList<Event>();
        for (int from = 0; from < members.size(); from += MOST_RECIPIENTS) {
            events.add(Event.of(
                    Topic.PROFILE_NOTICE,
                    now.group(),
                    ProfileNotice.newBuilder()
                            .setGroup(now.group())
                            .setApp(app)
                            .setVersion(now.version())
                            .putAllFields(now.onTheWire())
                            .addAllRecipients(members.subList(from, Math.min(members.size(), from + MOST_RECIPIENTS)))
                            .build()));
        }
        return events;
    }
}
