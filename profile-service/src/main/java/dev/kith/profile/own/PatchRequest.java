package dev.kith.profile.own;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.Levels;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.own.ProfilePatch.Change;
import dev.kith.profile.own.ProfilePatch.FieldPatch;
import dev.kith.profile.own.ProfilePatch.Remove;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A patch as it comes in: `{"fields": {"status": {"value": "busy", "levels": [1, 2]}, "city": null}}`.
///
/// Read by hand because absent, null and given are three different things: an absent value stays, a null value is
/// cleared while the levels stay, a null field goes as a whole.
record PatchRequest(@Nullable Map<String, @Nullable JsonNode> fields) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final int LONGEST_VALUE = 4096;
    private static final String VALUE = "value";
    private static final String LEVELS = "levels";

    /// States that presence-service knows; the profile holds only who sees them.
    private static final Set<String> STATES = Set.of("presence", "lastSeen");

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
        change.fieldNames().forEachRemaining(key -> {
            if (!key.equals(VALUE) && !key.equals(LEVELS)) {
                throw new ProblemException(ErrorCode.UNKNOWN_FIELD, "Unknown field: fields." + name + "." + key);
            }
        });
        return new Change(change.has(VALUE), value(name, change.get(VALUE)), levels(name, change.get(LEVELS)));
    }

    private static @Nullable String value(String name, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (STATES.contains(name)) {
            throw invalid(name, "has levels, no value");
        }
        if (!value.isTextual()) {
            throw invalid(name, "has a text as value");
        }
        var text = value.textValue();
        if (text.getBytes(UTF_8).length > LONGEST_VALUE) {
            throw invalid(name, "is longer than " + LONGEST_VALUE + " bytes");
        }
        // PostgreSQL keeps no NUL in a text, and half a surrogate pair is no character.
        if (text.codePoints().anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            throw invalid(name, "has characters that are none");
        }
        return text;
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
