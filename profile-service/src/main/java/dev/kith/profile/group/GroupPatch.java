package dev.kith.profile.group;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.own.FieldRules;
import dev.kith.profile.picture.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A change of some fields: what is absent stays, null goes. The fields follow the rules of those of the same name in
/// users' profiles; the text about a group is shorter, because somebody in many groups is told all of them at once.
record GroupPatch(Map<String, @Nullable String> changes) {
    static final List<String> FIELDS = List.of("info", "name", Picture.FIELD);
    private static final int LONGEST_INFO = 512;

    /// @throws ProblemException `unknown-field`, `invalid-value`
    static GroupPatch of(Map<String, @Nullable JsonNode> request) {
        var changes = new TreeMap<String, @Nullable String>();
        request.forEach((name, value) -> changes.put(known(name), text(name, value)));
        return new GroupPatch(changes);
    }

    /// The picture that it gives the group.
    Optional<Picture> picture() {
        return Picture.of(changes.get(Picture.FIELD));
    }

    Map<String, String> applied(Map<String, String> before) {
        var fields = new TreeMap<>(before);
        changes.forEach((name, value) -> {
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        });
        return fields;
    }

    private static String known(String name) {
        if (!FIELDS.contains(name)) {
            throw new ProblemException(ErrorCode.UNKNOWN_FIELD, "Unknown field: " + name);
        }
        return name;
    }

    private static @Nullable String text(String name, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            var text = FieldRules.checked(name, value).textValue();
            if (name.equals("info") && text.codePoints().count() > LONGEST_INFO) {
                throw invalid(name + " has at most " + LONGEST_INFO + " characters.");
            }
            return text;
        } catch (FieldRules.Refused refused) {
            throw invalid(name + " " + refused.getMessage() + ".");
        }
    }

    private static ProblemException invalid(String why) {
        return new ProblemException(ErrorCode.INVALID_VALUE, why);
    }
}
