package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.socket.GroupEntry.What;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.digest.Sha256;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// Links by which anybody of the app may join a group: 128 random bits, of which the store has a hash. Each ends by
/// itself, is good for so many, and can be taken back.
@ApplicationScoped
class Invitations {
    private static final int TOKEN_BYTES = 16;
    private static final String TIDY =
            "delete from group_invitation where gid = $1 and (expires_at <= $2 or uses_left = 0)";
    private static final String INSERT =
            "insert into group_invitation (id, gid, token_hash, by_uid, expires_at, uses_left)"
                    + " select $1, $2, $3, $4, $5, $6 where (select count(*) from group_invitation where gid = $2) < $7";
    private static final String LIST = "select id, expires_at, uses_left from group_invitation"
            + " where gid = $1 and expires_at > $2 and uses_left > 0 order by expires_at, id";
    private static final String REVOKE = "delete from group_invitation where gid = $1 and id = $2";
    private static final String FIND = "select i.gid from group_invitation i join group_state g on g.gid = i.gid"
            + " where i.token_hash = $1 and g.app = $2";
    private static final String USE = "update group_invitation set uses_left = uses_left - 1 where token_hash = $1"
            + " and expires_at > $2 and uses_left > 0 and not exists (select 1 from group_removed where gid = $3 and uid = $4)";

    private final GroupChanges changes;
    private final Admission admission;
    private final GroupSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Invitations(GroupChanges changes, Admission admission, GroupSettings settings, Clock clock) {
        this.changes = changes;
        this.admission = admission;
        this.settings = settings;
        this.clock = clock;
    }

    /// A link as those see it who may make one; without the token.
    record Invitation(UUID id, Instant expiresAt, int usesLeft) {}

    /// The only moment at which the token is known here.
    record Made(Invitation invitation, String token) {}

    /// Fails with `not-found`, `role-needed`, and with `group-full` when the group has as many links as it can have.
    Uni<Made> make(Caller caller, long gid, Duration life, int uses) {
        var made = new Made(new Invitation(UUID.randomUUID(), clock.instant().plus(life), uses), token());
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(locked.group().permissions().getAdd());
            return tidy(locked).flatMap(tidied -> insert(locked, made));
        });
    }

    Uni<List<Invitation>> list(Caller caller, long gid) {
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(locked.group().permissions().getAdd());
            return locked.transaction()
                    .preparedQuery(LIST)
                    .execute(Tuple.of(gid, now()))
                    .map(rows -> {
                        var all = new ArrayList<Invitation>();
                        rows.forEach(row -> all.add(invitation(row)));
                        return all;
                    });
        });
    }

    /// Fails with `not-found`, `role-needed`.
    Uni<Void> revoke(Caller caller, long gid, UUID id) {
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(locked.group().permissions().getAdd());
            return locked.transaction()
                    .preparedQuery(REVOKE)
                    .execute(Tuple.of(gid, id))
                    .invoke(rows -> {
                        if (rows.rowCount() == 0) {
                            throw notFound();
                        }
                    })
                    .replaceWithVoid();
        });
    }

    /// Joins by a link; who is in the group already uses nothing up. Fails with `not-found` for every link that
    /// does not work (any more) for this user, with `group-full`, `groups-full`.
    Uni<Group> join(Caller caller, String token) {
        var hash = hash(token);
        return changes.transaction(transaction -> transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(hash, caller.app()))
                .map(rows -> {
                    for (var row : rows) {
                        return row.getLong("gid");
                    }
                    throw notFound();
                })
                .flatMap(gid -> changes.lock(transaction, caller.app(), gid))
                .flatMap(group -> join(transaction, caller, group, hash)));
    }

    private Uni<Group> join(SqlConnection transaction, Caller caller, Group group, Buffer hash) {
        return changes.member(transaction, group.id(), caller.uid())
                .flatMap(there -> there.isPresent()
                        ? Uni.createFrom().item(group)
                        : use(transaction, caller, group, hash)
                                .flatMap(used -> admission.admit(
                                        transaction, group, caller.uid(), GroupRole.MEMBER, What.JOINED)));
    }

    private Uni<Void> use(SqlConnection transaction, Caller caller, Group group, Buffer hash) {
        return transaction
                .preparedQuery(USE)
                .execute(Tuple.of(hash, now(), group.id(), caller.uid()))
                .invoke(used -> {
                    if (used.rowCount() == 0) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Integer> tidy(Locked locked) {
        return locked.transaction()
                .preparedQuery(TIDY)
                .execute(Tuple.of(locked.group().id(), now()))
                .map(rows -> rows.rowCount());
    }

    private Uni<Made> insert(Locked locked, Made made) {
        var invitation = made.invitation();
        return locked.transaction()
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        invitation.id(),
                        locked.group().id(),
                        hash(made.token()),
                        locked.me().uid(),
                        OffsetDateTime.ofInstant(invitation.expiresAt(), ZoneOffset.UTC),
                        invitation.usesLeft(),
                        settings.mostInvitations())))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new ProblemException(
                                ErrorCode.GROUP_FULL,
                                "A group has at most " + settings.mostInvitations() + " links; take one back first.");
                    }
                    return made;
                });
    }

    private static Invitation invitation(Row row) {
        return new Invitation(
                row.getUUID("id"), row.getOffsetDateTime("expires_at").toInstant(), row.getInteger("uses_left"));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private String token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Buffer hash(String token) {
        return Buffer.buffer(Sha256.of(token));
    }

    private static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such invitation, or it does not hold any more.");
    }
}
