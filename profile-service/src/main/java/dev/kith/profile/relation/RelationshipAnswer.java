package dev.kith.profile.relation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.Levels;
import dev.kith.profile.relation.RelationshipRepository.Listed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the caller stands to somebody.
///
/// @param levels all that the caller grants them now, by phone book and by hand
/// @param expiresAt when some of these levels end
/// @param levelsAfter what is left of them then
/// @param subscribed the caller follows them
/// @param automatic nobody said so: a message or a profile was enough
/// @param blocked everything is cut
/// @param block names of all that is cut
/// @param paired by the app
@JsonInclude(JsonInclude.Include.NON_NULL)
record RelationshipAnswer(
        String address,
        long uid,
        List<Integer> levels,
        @Nullable String expiresAt,
        @Nullable List<Integer> levelsAfter,
        boolean subscribed,
        @Nullable Boolean automatic,
        boolean blocked,
        List<String> block,
        boolean paired,
        long version) {

    static RelationshipAnswer of(String address, Relationship relationship, Instant now) {
        var stance = relationship.stance();
        var until = stance.until();
        var end = until != null && until.isAfter(now) ? until : null;
        return new RelationshipAnswer(
                address,
                relationship.peer(),
                Levels.list(end == null ? stance.lasting() : stance.levels()),
                end == null ? null : end.toString(),
                end == null ? null : Levels.list(stance.lasting()),
                relationship.subscribed(),
                (relationship.subscribed() && !stance.saidSubscribed()) ? true : null,
                BlockKinds.isAll(stance.blocks()),
                BlockKinds.names(stance.blocks()),
                stance.paired(),
                relationship.version());
    }

    static RelationshipAnswer of(Listed listed, Instant now) {
        return of(listed.address(), listed.relationship(), now);
    }

    /// A page of them; without a cursor it is the last.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<RelationshipAnswer> relationships,
            @Nullable String cursor) {}
}
