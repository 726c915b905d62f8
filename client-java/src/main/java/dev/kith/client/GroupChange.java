package dev.kith.client;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a group that the user is in, or was until now.
 *
 * @param what the latest change; for a device that was away it stands for all that it missed
 * @param role the user's own from now on; null: not in the group any more
 */
public record GroupChange(
        long group, long version, What what, @Nullable GroupRole role, boolean muted, Instant at) {
    /** What happened. */
    public enum What {
        CREATED,
        /** The user is in it from now on. */
        JOINED,
        /** The user is not in it any more. */
        LEFT,
        /** Somebody else came, went or has another role. In large groups only admins and owners hear it. */
        MEMBERS,
        /** Permissions. */
        SETTINGS,
        /** The user's own role, or whether they muted the group. */
        OWN,
        DELETED,
        /** Something of a newer server. */
        OTHER
    }

    public Optional<GroupRole> ownRole() {
        return Optional.ofNullable(role);
    }
}
