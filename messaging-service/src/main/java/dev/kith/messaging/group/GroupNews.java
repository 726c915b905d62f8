package dev.kith.messaging.group;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ChangedGroup;
import dev.kith.contracts.event.GroupMembership;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.event.GroupState;
import dev.kith.contracts.event.GroupUpdated;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.socket.GroupEntry.What;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Makes a change of a group known, in the transaction of the change: to other services as `group.updated`, and
/// to those in the group as entries of their inboxes.
///
/// All of it leaves by the outbox, so that after a crash at any moment either nobody hears of the change, which was not
/// made, or everybody does.
@ApplicationScoped
class GroupNews {
    private static final String BUMP = "update group_state set version = version + 1, members = members + $2"
            + " where gid = $1 returning " + Group.COLUMNS;
    private static final String AUDIENCE =
            "select uid, role, muted from group_member where gid = $1 and ($2 or role > 1) order by uid";

    private final Outbox outbox;
    private final Clock clock;
    private final GroupSettings settings;

    GroupNews(Outbox outbox, Clock clock, GroupSettings settings) {
        this.outbox = outbox;
        this.clock = clock;
        this.settings = settings;
    }

    /// How somebody stands to the group from now on, and what made it so.
    ///
    /// @param role unspecified: not in it any more
    record Step(long uid, GroupRole role, boolean muted, What what) {
        static Step of(Member member, What what) {
            return new Step(member.uid(), member.role(), member.muted(), what);
        }

        static Step out(long uid) {
            return new Step(uid, GroupRole.GROUP_ROLE_UNSPECIFIED, false, What.LEFT);
        }

        boolean isOut() {
            return role == GroupRole.GROUP_ROLE_UNSPECIFIED;
        }
    }

    /// Gives the group its next version and tells of it.
    ///
    /// @param more by how many members it has grown
    /// @param steps whom the change is about
    /// @param others what it is to everybody else; unspecified: nothing
    Uni<Group> tell(SqlConnection transaction, Group before, int more, List<Step> steps, What others) {
        return transaction
                .preparedQuery(BUMP)
                .execute(Tuple.of(before.id(), more))
                .map(rows -> Group.of(rows.iterator().next()))
                .call(now -> audience(transaction, now, steps, others)
                        .flatMap(all -> outbox.add(transaction, events(now, steps, all))));
    }

    /// Tells that the group is no more: whoever is in it, and who holds its state.
    Uni<Void> tellEnd(SqlConnection transaction, Group last, List<Step> steps) {
        var events = new ArrayList<Event>();
        steps.forEach(step -> {
            events.add(membershipEnds(last, step.uid()));
            events.add(entry(last, last.version() + 1, step));
        });
        events.add(Event.tombstone(Topic.GROUP_UPDATED, Event.key(last.id())));
        return outbox.add(transaction, events);
    }

    private Uni<List<Step>> audience(SqlConnection transaction, Group now, List<Step> steps, What others) {
        if (others == What.WHAT_UNSPECIFIED) {
            return Uni.createFrom().item(steps);
        }
        var concerned = steps.stream().map(Step::uid).collect(Collectors.toSet());
        return transaction
                .preparedQuery(AUDIENCE)
                .execute(Tuple.of(now.id(), now.members() <= settings.tellAll()))
                .map(rows -> {
                    var all = new ArrayList<>(steps);
                    rows.forEach(row -> {
                        var member = Member.of(row);
                        if (!concerned.contains(member.uid())) {
                            all.add(Step.of(member, others));
                        }
                    });
                    return all;
                });
    }

    private List<Event> events(Group now, List<Step> steps, List<Step> all) {
        var events = new ArrayList<Event>();
        events.add(Event.of(
                Topic.GROUP_UPDATED,
                now.id(),
                updated(now)
                        .setState(GroupState.newBuilder()
                                .setKind(now.kind())
                                .setPermissions(now.permissions())
                                .setMembers(now.members()))
                        .build()));
        steps.forEach(step -> events.add(
                step.isOut()
                        ? membershipEnds(now, step.uid())
                        : Event.of(
                                Topic.GROUP_UPDATED,
                                now.id(),
                                step.uid(),
                                updated(now)
                                        .setMember(GroupMembership.newBuilder()
                                                .setUid(step.uid())
                                                .setRole(step.role()))
                                        .build())));
        all.forEach(step -> events.add(entry(now, now.version(), step)));
        return events;
    }

    private static GroupUpdated.Builder updated(Group now) {
        return GroupUpdated.newBuilder().setGroup(now.id()).setApp(now.app()).setVersion(now.version());
    }

    private static Event membershipEnds(Group group, long uid) {
        return Event.tombstone(Topic.GROUP_UPDATED, Event.key(group.id(), uid));
    }

    private Event entry(Group group, long version, Step step) {
        return Event.of(
                Topic.INBOX,
                step.uid(),
                InboxRecord.newBuilder()
                        .setOwner(step.uid())
                        .setApp(group.app())
                        .setGroup(ChangedGroup.newBuilder()
                                .setGroup(group.id())
                                .setVersion(version)
                                .setRole(step.role().getNumber())
                                .setWhat(step.what().getNumber())
                                .setMuted(step.muted())
                                .setAt(clock.millis()))
                        .build());
    }
}
