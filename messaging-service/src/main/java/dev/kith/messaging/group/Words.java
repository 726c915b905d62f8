package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.GroupKind;
import dev.kith.contracts.event.GroupRole;
import dev.kith.kit.problem.ProblemException;
import java.util.Locale;
import java.util.Map;

/// Roles and kinds as they are called in requests and answers.
final class Words {
    private static final Map<String, GroupRole> ROLES =
            Map.of("member", GroupRole.MEMBER, "admin", GroupRole.ADMIN, "owner", GroupRole.OWNER);
    private static final Map<String, GroupKind> KINDS =
            Map.of("group", GroupKind.GROUP, "broadcast", GroupKind.BROADCAST, "announcement", GroupKind.ANNOUNCEMENT);

    private Words() {}

    static String of(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /// @throws ProblemException `invalid-value`
    static GroupRole role(String word) {
        var role = ROLES.get(word);
        if (role == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "A role is member, admin or owner.");
        }
        return role;
    }

    /// @throws ProblemException `invalid-value`
    static GroupKind kind(String word) {
        var kind = KINDS.get(word);
        if (kind == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "A kind is group, broadcast or announcement.");
        }
        return kind;
    }
}
