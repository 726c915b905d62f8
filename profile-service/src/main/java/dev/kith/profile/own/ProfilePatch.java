package dev.kith.profile.own;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.state.Field;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Changes to some fields of a profile; the others stay.
record ProfilePatch(Map<String, FieldPatch> fields) {
    /// Most fields of a profile, those without a value included.
    static final int MOST_FIELDS = 64;

    /// What happens to one field.
    sealed interface FieldPatch {}

    /// The field goes, with its levels.
    record Remove() implements FieldPatch {}

    /// The field gets a value, other levels, or both.
    ///
    /// @param value stays as it is if not `valueGiven`; null: cleared
    /// @param levels mask; null: stay as they are, and a new field is its owner's alone
    record Change(
            boolean valueGiven,
            @Nullable String value,
            @Nullable Integer levels) implements FieldPatch {
        Field applied(@Nullable Field before) {
            var old = before == null ? new Field(null, 0) : before;
            return new Field(valueGiven ? value : old.value(), levels == null ? old.levels() : levels);
        }
    }

    /// The fields after this patch.
    ///
    /// @throws ProblemException `invalid-value` if these were too many
    Map<String, Field> applied(Map<String, Field> before) {
        var after = new TreeMap<>(before);
        fields.forEach((name, patch) -> {
            switch (patch) {
                case Remove gone -> after.remove(name);
                case Change change -> after.put(name, change.applied(before.get(name)));
            }
        });
        if (after.size() > MOST_FIELDS) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "A profile has at most " + MOST_FIELDS + " fields.");
        }
        return after;
    }
}
