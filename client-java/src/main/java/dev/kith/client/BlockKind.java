package dev.kith.client;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be cut off from someone. All of it together cuts both ways. */
public enum BlockKind {
    /** Their messages to the user alone. */
    MESSAGES,
    /** Their messages in groups. */
    GROUP_MESSAGES,
    CALLS,
    /** The user's profile; they do not find the user either. */
    PROFILE,
    /** Whether the user is online, and was seen last. */
    PRESENCE;

    /** The public name, such as {@code group-messages}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of this public name; empty for one that a newer server gave. */
    public static Optional<BlockKind> ofSlug(String slug) {
        return Arrays.stream(values()).filter(kind -> kind.slug().equals(slug)).findFirst();
    }

    static Set<BlockKind> ofSlugs(Collection<String> slugs) {
        var kinds = EnumSet.noneOf(BlockKind.class);
        slugs.forEach(slug -> ofSlug(slug).ifPresent(kinds::add));
        return Collections.unmodifiableSet(kinds);
    }
}
