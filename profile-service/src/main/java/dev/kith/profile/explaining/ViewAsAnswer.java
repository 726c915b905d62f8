package dev.kith.profile.explaining;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.Levels;
import dev.kith.kit.visibility.Decision;
import dev.kith.kit.visibility.Standing;
import dev.kith.profile.state.Field;
import dev.kith.profile.viewing.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A profile as one viewer sees it, every field with the decision that it is taken from.
///
/// @param address the owner's
/// @param viewer address of who looks
record ViewAsAnswer(String address, String viewer, long version, Map<String, Explained> fields) {
    static ViewAsAnswer of(View view, String viewer) {
        var standing = view.standing();
        var fields = new TreeMap<String, Explained>();
        view.profile().fields().forEach((name, field) -> fields.put(name, Explained.of(field, standing)));
        return new ViewAsAnswer(view.profile().address(), viewer, view.profile().version(), fields);
    }

    /// What becomes of one field.
    ///
    /// @param value what is seen; also absent for a field without a value, which would be seen
    /// @param level that opened it
    /// @param levels all that open the field
    /// @param until when the grant that opened it ended
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Explained(
            boolean visible,
            @Nullable JsonNode value,
            String rule,
            @Nullable Integer level,
            List<Integer> levels,
            @Nullable Instant until) {
        static Explained of(Field field, Standing standing) {
            var decision = field.decide(standing);
            var ended = standing.ended();
            return new Explained(
                    decision.visible(),
                    field.shown(decision).orElse(null),
                    decision.rule().slug(),
                    decision.level() == Decision.NOTHING ? null : decision.level(),
                    Levels.list(field.levels()),
                    decision.rule() == Decision.Rule.EXPIRED && ended != null ? ended.at() : null);
        }
    }
}
