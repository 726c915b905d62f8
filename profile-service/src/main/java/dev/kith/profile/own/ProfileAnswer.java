package dev.kith.profile.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.contracts.Levels;
import dev.kith.profile.state.Field;
import dev.kith.profile.state.ProfileState;
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

    /// @param value absent: not set
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnField(@Nullable String value, List<Integer> levels) {
        static OwnField of(Field field) {
            return new OwnField(field.value(), Levels.list(field.levels()));
        }
    }
}
