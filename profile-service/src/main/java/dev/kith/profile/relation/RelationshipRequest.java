package dev.kith.profile.relation;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.Levels;
import dev.kith.contracts.event.BlockKind;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.relation.RelationshipRepository.Timed;
import dev.kith.profile.relation.RelationshipRepository.Wish;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to change; absent or null leaves a part as it is.
///
/// @param levels from now on, or until
/// @param expiresAt when these levels end, in the form of RFC 3339
/// @param expiresIn the same in seconds from now
/// @param blocked shorthand of `block`: true for everything, false for nothing
/// @param block names of all that is cut
record RelationshipRequest(
        @Nullable List<@Nullable Integer> levels,
        @Nullable String expiresAt,
        @Nullable Long expiresIn,
        @Nullable Boolean subscribed,
        @Nullable Boolean blocked,
        @Nullable List<@Nullable String> block) {
    /// Ten years: who means longer means for good.
    private static final Duration LONGEST = Duration.ofDays(3652);

    private static final String ALL = "all";

    /// @throws ProblemException `invalid-value` for levels that people cannot be granted, an end that is none, a block
    /// of
    ///     nothing known
    Wish wish(Instant now) {
        var end = end(now);
        if (levels == null) {
            if (end != null) {
                throw invalid("An end needs the levels that end then.");
            }
            return new Wish(null, null, subscribed, blocks());
        }
        int mask = mask(levels);
        if (end == null) {
            return new Wish(mask, Timed.OVER, subscribed, blocks());
        }
        if (mask == Levels.NONE) {
            throw invalid("No levels cannot end.");
        }
        return new Wish(null, new Timed(mask, end), subscribed, blocks());
    }

    private @Nullable Instant end(Instant now) {
        if (expiresAt != null && expiresIn != null) {
            throw invalid("Give either expiresAt or expiresIn.");
        }
        if (expiresIn != null) {
            if (expiresIn < 1 || expiresIn > LONGEST.toSeconds()) {
                throw invalid("expiresIn is 1 to " + LONGEST.toSeconds() + " seconds.");
            }
            return now.plusSeconds(expiresIn).truncatedTo(ChronoUnit.MILLIS);
        }
        return expiresAt == null ? null : end(expiresAt, now);
    }

    private static Instant end(String text, Instant now) {
        try {
            var end = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            if (end.isAfter(now) && !end.isAfter(now.plus(LONGEST))) {
                return end;
            }
        } catch (DateTimeException notATime) {
            // The same answer as for a time that cannot be meant.
        }
        throw invalid("expiresAt is a time to come, such as 2030-01-31T12:00:00Z, within ten years.");
    }

    private @Nullable Integer blocks() {
        if (block == null) {
            return blocked == null ? null : (Integer) (blocked ? BlockKinds.ALL : BlockKinds.NONE);
        }
        if (blocked != null) {
            throw invalid("Give either blocked or block.");
        }
        var kinds = EnumSet.noneOf(BlockKind.class);
        for (var name : block) {
            if (ALL.equals(name)) {
                kinds.addAll(BlockKinds.kinds());
            } else {
                kinds.add(kind(name));
            }
        }
        return BlockKinds.mask(kinds);
    }

    private static BlockKind kind(@Nullable String name) {
        return BlockKinds.named(name == null ? "" : name)
                .orElseThrow(() -> invalid("What can be blocked is "
                        + String.join(", ", BlockKinds.names(BlockKinds.ALL)) + ", or " + ALL + "."));
    }

    private static int mask(List<@Nullable Integer> levels) {
        int mask = Levels.NONE;
        for (var level : levels) {
            if (level == null || level < Levels.LOWEST_GRANT || level > Levels.HIGHEST) {
                throw invalid(
                        "Levels are " + Levels.LOWEST_GRANT + " to " + Levels.HIGHEST + "; 0 is everybody's anyway.");
            }
            mask |= 1 << level;
        }
        return mask;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.INVALID_VALUE, detail);
    }
}
