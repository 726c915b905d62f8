package dev.kith.profile.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.Levels;
import dev.kith.profile.state.Field;
import dev.kith.profile.state.ProfileState;
import dev.kith.profile.state.Variant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The own profile, with the levels that open each field.
record ProfileAnswer(long version, String address, Map<String, OwnField> fields) {
    static ProfileAnswer of(ProfileState profile) {
        var fields = new TreeMap<String, OwnField>();
        profile.fields().forEach((name, field) -> fields.put(name, OwnField.of(field)));
        return new ProfileAnswer(profile.version(), profile.address(), fields);
    }

    /// Either one value with its levels, or several.
    ///
    /// @param value absent: not set
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnField(
            @Nullable JsonNode value,
            @Nullable List<Integer> levels,
            @Nullable List<OwnValue> values) {
        static OwnField of(Field field) {
            var variants = field.variants();
            return variants.size() == 1
                    ? new OwnField(
                            variants.getFirst().value(),
                            Levels.list(variants.getFirst().levels()),
                            null)
                    : new OwnField(
                            null, null, variants.stream().map(OwnValue::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnValue(@Nullable JsonNode value, List<Integer> levels) {
        static OwnValue of(Variant variant) {
            return new OwnValue(variant.value(), Levels.list(variant.levels()));
        }
    }
}
