package dev.kith.profile.relation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.contracts.Levels;
import dev.kith.profile.relation.RelationshipRepository.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the caller stands to somebody.
///
/// @param levels all that the caller grants them, by phone book and by hand
record RelationshipAnswer(
        String address, long uid, List<Integer> levels, boolean subscribed, boolean blocked, long version) {

    static RelationshipAnswer of(String address, Relationship relationship) {
        var stance = relationship.stance();
        return new RelationshipAnswer(
                address,
                relationship.peer(),
                Levels.list(stance.levels()),
                stance.subscribed(),
                stance.blocked(),
                relationship.version());
    }

    static RelationshipAnswer of(Listed listed) {
        return of(listed.address(), listed.relationship());
    }

    /// A page of them; without a cursor it is the last.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<RelationshipAnswer> relationships,
            @Nullable String cursor) {}
}
