package dev.kith.messaging.group;

import dev.kith.contracts.event.GroupKind;
import dev.kith.contracts.event.GroupPermissions;
import dev.kith.contracts.event.GroupRole;
import org.jspecify.annotations.Nullable;

/// The lowest role that may do each, as it is said in requests and answers; in a request what is absent stays as it is.
record Permissions(
        @Nullable String send,
        @Nullable String add,
        @Nullable String remove,
        @Nullable String changeProfile,
        @Nullable String seeMembers) {

    static Permissions of(GroupPermissions permissions) {
        return new Permissions(
                Words.of(permissions.getSend()),
                Words.of(permissions.getAdd()),
                Words.of(permissions.getRemove()),
                Words.of(permissions.getChangeProfile()),
                Words.of(permissions.getSeeMembers()));
    }

    /// What a new group of this kind begins with.
    static GroupPermissions usual(GroupKind kind) {
        return GroupPermissions.newBuilder()
                .setSend(kind == GroupKind.GROUP ? GroupRole.MEMBER : GroupRole.ADMIN)
                .setAdd(GroupRole.ADMIN)
                .setRemove(GroupRole.ADMIN)
                .setChangeProfile(GroupRole.ADMIN)
                .setSeeMembers(kind == GroupKind.BROADCAST ? GroupRole.ADMIN : GroupRole.MEMBER)
                .build();
    }

    /// These, where nothing else is said.
    ///
    /// @throws dev.kith.kit.problem.ProblemException `invalid-value`
    GroupPermissions over(GroupPermissions before) {
        return GroupPermissions.newBuilder()
                .setSend(role(send, before.getSend()))
                .setAdd(role(add, before.getAdd()))
                .setRemove(role(remove, before.getRemove()))
                .setChangeProfile(role(changeProfile, before.getChangeProfile()))
                .setSeeMembers(role(seeMembers, before.getSeeMembers()))
                .build();
    }

    private static GroupRole role(@Nullable String word, GroupRole before) {
        return word == null ? before : Words.role(word);
    }
}
