package dev.kith.client;

import java.util.Locale;

/** What somebody may do in a group; each may do what those before it may. */
public enum GroupRole {
    MEMBER,
    ADMIN,
    OWNER;

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this name; a member for one of a newer server, which is the least. */
    static GroupRole ofSlug(String slug) {
        for (var role : values()) {
            if (role.slug().equals(slug)) {
                return role;
            }
        }
        return MEMBER;
    }
}
