package dev.kith.profile.relation;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.Levels;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.relation.RelationshipRepository.Wish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to change; absent or null leaves a part as it is.
record RelationshipRequest(
        @Nullable List<@Nullable Integer> levels,
        @Nullable Boolean subscribed,
        @Nullable Boolean blocked) {

    /// @throws ProblemException `invalid-value` for a level that people cannot be granted
    Wish wish() {
        return new Wish(levels == null ? null : mask(levels), subscribed, blocked);
    }

    private static int mask(List<@Nullable Integer> levels) {
        int mask = Levels.NONE;
        for (var level : levels) {
            if (level == null || level < Levels.LOWEST_GRANT || level > Levels.HIGHEST) {
                throw new ProblemException(
                        ErrorCode.INVALID_VALUE,
                        "Levels are " + Levels.LOWEST_GRANT + " to " + Levels.HIGHEST + "; 0 is everybody's anyway.");
            }
            mask |= 1 << level;
        }
        return mask;
    }
}
