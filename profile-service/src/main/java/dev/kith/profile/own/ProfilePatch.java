package dev.kith.profile.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.Levels;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.picture.Picture;
import dev.kith.profile.state.Field;
import dev.kith.profile.state.Variant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes to some fields of a profile; the others stay.
record ProfilePatch(Map<String, FieldPatch> fields) {
    /// Most fields of a profile, those without a value included.
    static final int MOST_FIELDS = 64;

    /// Most that all values of a profile take together as JSON. It goes whole into one record of the log and, at worst,
    /// into one frame.
    static final int LARGEST_PROFILE = 256 * 1024;

    /// What happens to one field.
    sealed interface FieldPatch {}

    /// The field goes, with its levels.
    record Remove() implements FieldPatch {}

    /// The field gets these values instead of all that it has.
    record Replace(List<Variant> variants) implements FieldPatch {}

    /// The one value of the field changes, or who sees it, or both.
    ///
    /// @param value stays as it is if not `valueGiven`; null: cleared
    /// @param levels mask; null: stay as they are, and a new field is its owner's alone
    record Change(
            boolean valueGiven,
            @Nullable JsonNode value,
            @Nullable Integer levels) implements FieldPatch {
        private static final Variant NEW = new Variant(null, Levels.NONE);

        Field applied(String name, @Nullable Field before) {
            var old = before == null ? NEW : before.variants().getFirst();
            boolean several = before != null && before.variants().size() > 1;
            if (several && (!valueGiven || levels == null)) {
                throw new ProblemException(
                        ErrorCode.INVALID_VALUE,
                        name + " has several values: give values, or one value with its levels instead of them.");
            }
            return Field.of(valueGiven ? value : old.value(), levels == null ? old.levels() : levels);
        }
    }

    /// The pictures that it puts into the profile.
    Set<Picture> pictures() {
        var patch = fields.get(Picture.FIELD);
        return patch == null ? Set.of() : pictures(patch);
    }

    private static Set<Picture> pictures(FieldPatch patch) {
        return values(patch)
                .flatMap(value -> Picture.of(value.textValue()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<JsonNode> values(FieldPatch patch) {
        return switch (patch) {
            case Remove gone -> Stream.empty();
            case Replace values ->
                values.variants().stream().map(Variant::value).filter(Objects::nonNull);
            case Change change -> Stream.ofNullable(change.value());
        };
    }

    /// The fields after this patch.
    ///
    /// @throws ProblemException `invalid-value` if these were too many or too large, or if a change does not say
    ///     which of several values it means
    Map<String, Field> applied(Map<String, Field> before) {
        var after = new TreeMap<>(before);
        fields.forEach((name, patch) -> {
            switch (patch) {
                case Remove gone -> after.remove(name);
                case Replace values -> after.put(name, new Field(values.variants()));
                case Change change -> after.put(name, change.applied(name, before.get(name)));
            }
        });
        if (after.size() > MOST_FIELDS) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "A profile has at most " + MOST_FIELDS + " fields.");
        }
        if (size(after) > LARGEST_PROFILE) {
            throw new ProblemException(
                    ErrorCode.INVALID_VALUE,
                    "All values of a profile have at most " + LARGEST_PROFILE / 1024 + " KiB together.");
        }
        return after;
    }

    private static long size(Map<String, Field> fields) {
        return fields.values().stream()
                .flatMap(field -> field.variants().stream())
                .map(Variant::value)
                .filter(Objects::nonNull)
                .mapToLong(FieldRules::size)
                .sum();
    }
}
