package dev.kith.profile.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.Levels;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.own.ProfilePatch.Change;
import dev.kith.profile.own.ProfilePatch.FieldPatch;
import dev.kith.profile.own.ProfilePatch.Remove;
import dev.kith.profile.own.ProfilePatch.Replace;
import dev.kith.profile.state.Variant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A patch as it comes in: `{"fields": {"status": {"value": "busy", "levels": [1, 2]}, "city": null,
/// "phone": {"values": [{"value": "desk", "levels": [2]}, {"value": "mobile", "levels": [5]}]}}}`.
///
/// Read by hand because absent, null and given are three different things: an absent value stays, a null value is
/// cleared while the levels stay, a null field goes as a whole.
record PatchRequest(@Nullable Map<String, @Nullable JsonNode> fields) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final String VALUE = "value";
    private static final String LEVELS = "levels";
    private static final String VALUES = "values";

    ProfilePatch patch() {
        if (fields == null) {
            throw invalid("fields", "is needed");
        }
        var patches = new TreeMap<String, FieldPatch>();
        fields.forEach((name, change) -> patches.put(checked(name), read(name, change)));
        return new ProfilePatch(patches);
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(
                    ErrorCode.INVALID_VALUE,
                    "A field's name is a letter and up to 63 letters, digits, dots, dashes or underscores.");
        }
        return name;
    }

    private static FieldPatch read(String name, @Nullable JsonNode change) {
        if (change == null || change.isNull()) {
            return new Remove();
        }
        if (!change.isObject()) {
            throw invalid(name, "is an object or null");
        }
        if (!change.has(VALUES)) {
            known(name, change, Set.of(VALUE, LEVELS));
            return new Change(change.has(VALUE), value(name, change.get(VALUE)), levels(name, change.get(LEVELS)));
        }
        known(name, change, Set.of(VALUE, LEVELS, VALUES));
        if (change.size() > 1) {
            throw invalid(name, "has either values, or one value and levels");
        }
        return replace(name, change.get(VALUES));
    }

    private static FieldPatch replace(String name, JsonNode values) {
        if (!values.isArray() || values.isEmpty()) {
            throw invalid(name, "has a list of values, each with its levels");
        }
        if (FieldRules.isState(name)) {
            throw invalid(name, "has levels, no value");
        }
        var variants = new ArrayList<Variant>();
        int taken = Levels.NONE;
        for (var given : values) {
            var variant = variant(name, given);
            if ((variant.levels() & taken) != 0) {
                throw invalid(name, "has two values for one level");
            }
            if (variant.levels() == Levels.NONE && variants.stream().anyMatch(one -> one.levels() == Levels.NONE)) {
                throw invalid(name, "has two values that no level opens");
            }
            taken |= variant.levels();
            variants.add(variant);
        }
        return new Replace(variants);
    }

    private static Variant variant(String name, JsonNode given) {
        if (!given.isObject()) {
            throw invalid(name, "has a list of values, each with its levels");
        }
        known(name, given, Set.of(VALUE, LEVELS));
        var value = value(name, given.get(VALUE));
        var levels = levels(name, given.get(LEVELS));
        if (value == null || levels == null) {
            throw invalid(name, "has a list of values, each with its levels");
        }
        return new Variant(value, levels);
    }

    private static void known(String name, JsonNode object, Set<String> keys) {
        object.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw new ProblemException(ErrorCode.UNKNOWN_FIELD, "Unknown field: fields." + name + "." + key);
            }
        });
    }

    private static @Nullable JsonNode value(String name, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            return FieldRules.checked(name, value);
        } catch (FieldRules.Refused refused) {
            throw invalid(name, String.valueOf(refused.getMessage()));
        }
    }

    private static @Nullable Integer levels(String name, @Nullable JsonNode levels) {
        if (levels == null || levels.isNull()) {
            return null;
        }
        if (!levels.isArray()) {
            throw invalid(name, "has a list of levels");
        }
        int mask = Levels.NONE;
        for (var level : levels) {
            if (!level.canConvertToInt()
                    || !level.isIntegralNumber()
                    || level.intValue() < 0
                    || level.intValue() > Levels.HIGHEST) {
                throw invalid(name, "has levels from 0 to " + Levels.HIGHEST);
            }
            mask |= 1 << level.intValue();
        }
        return mask;
    }

    private static ProblemException invalid(String name, String what) {
        return new ProblemException(ErrorCode.INVALID_VALUE, name + " " + what + ".");
    }
}
