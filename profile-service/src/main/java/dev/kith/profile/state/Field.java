package dev.kith.profile.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.Levels;
import dev.kith.kit.visibility.Decision;
import dev.kith.kit.visibility.Standing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One field of a profile.
///
/// @param variants at least one; a level opens at most one of them, and where there are several each has a value
public record Field(@JsonValue List<Variant> variants) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Field {
        variants = List.copyOf(variants);
    }

    /// A field of one value.
    public static Field of(@Nullable JsonNode value, int levels) {
        return new Field(List.of(new Variant(value, levels)));
    }

    /// All levels that open anything of it.
    public int levels() {
        int levels = Levels.NONE;
        for (var variant : variants) {
            levels |= variant.levels();
        }
        return levels;
    }

    /// What somebody who stands so to the owner sees of it, and why.
    public Decision decide(Standing standing) {
        return standing.decide(variants.stream().mapToInt(Variant::levels).toArray());
    }

    /// What a decision on this field shows; empty also for a field without a value.
    public Optional<JsonNode> shown(Decision decision) {
        return decision.visible()
                ? Optional.ofNullable(variants.get(decision.value()).value())
                : Optional.empty();
    }
}
