package dev.kith.auth.user;

import dev.kith.auth.app.FindableBy;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.UserJoined;
import dev.kith.kit.event.Event;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the others are told of a user, whole.
///
/// @param revision since when the address is the user's; 0: since they joined
/// @param movedAt when the address changed last; null: never
record UserState(
        long uid,
        String app,
        String address,
        First first,
        Instant joinedAt,
        long revision,
        @Nullable Instant movedAt) {

    /// How a user begins; what became of it since is known to those who own it.
    record First(@Nullable String name, FindableBy discoverability, Map<String, Integer> fieldLevels) {}

    Event announced() {
        var joined = UserJoined.newBuilder()
                .setUid(uid)
                .setApp(app)
                .setAddress(address)
                .setDiscoverability(first.discoverability().toEvent())
                .setName(first.name() == null ? "" : first.name())
                .putAllFieldLevels(first.fieldLevels())
                .setJoinedAt(joinedAt.toEpochMilli())
                .setRevision(revision)
                .setMovedAt(movedAt == null ? 0 : movedAt.toEpochMilli());
        return Event.of(Topic.USER_JOINED, uid, joined.build());
    }
}
