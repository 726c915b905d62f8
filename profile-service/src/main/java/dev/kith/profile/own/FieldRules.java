package dev.kith.profile.own;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.kit.text.Characters;
import dev.kith.profile.picture.Picture;
import dev.kith.profile.state.WireValue;
import java.util.Map;
import java.util.Set;

/// What may stand in a field: the rules of the known ones, and those of all others.
public final class FieldRules {
    /// Most bytes of a value as JSON; of a text, without its quotes.
    static final int LARGEST_VALUE = 4096;

    /// Deepest nesting of an object or list.
    private static final int DEEPEST = 16;

    /// Largest number, to both sides: up to here a double holds every whole one.
    private static final double LARGEST_NUMBER = 9_007_199_254_740_991.0;

    /// Texts, with their most characters.
    private static final Map<String, Integer> TEXTS =
            Map.of("name", 128, "status", 512, "info", LARGEST_VALUE, Picture.FIELD, LARGEST_VALUE);

    /// States that presence-service knows; the profile holds only who sees them.
    private static final Set<String> STATES = Set.of("presence", "lastSeen");

    private FieldRules() {}

    /// A value that is not taken.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why, null, false, false);
        }
    }

    /// Whether the field has levels and no value.
    static boolean isState(String name) {
        return STATES.contains(name);
    }

    /// The value in the form in which it is kept and compared.
    ///
    /// @throws Refused with what the field has instead; the sentence lacks its subject
    public static JsonNode checked(String name, JsonNode value) throws Refused {
        if (isState(name)) {
            throw new Refused("has levels, no value");
        }
        var most = TEXTS.get(name);
        if (most != null) {
            text(value, most);
        }
        if (name.equals(Picture.FIELD) && Picture.of(value.textValue()).isEmpty()) {
            throw new Refused("is the path of a file, /v1/files/{id}");
        }
        var kept = kept(value, DEEPEST);
        if (size(kept) > LARGEST_VALUE) {
            throw new Refused("is larger than " + LARGEST_VALUE + " bytes");
        }
        return kept;
    }

    /// Bytes of a value.
    static long size(JsonNode value) {
        return (value.isTextual() ? value.textValue() : value.toString()).getBytes(UTF_8).length;
    }

    private static void text(JsonNode value, int most) throws Refused {
        if (!value.isTextual()) {
            throw new Refused("has a text as value");
        }
        if (value.textValue().codePoints().count() > most) {
            throw new Refused("has at most " + most + " characters");
        }
    }

    private static JsonNode kept(JsonNode value, int deep) throws Refused {
        return switch (value.getNodeType()) {
            case STRING -> {
                characters(value.textValue());
                yield value;
            }
            case NUMBER -> number(value.doubleValue());
            case OBJECT -> object((ObjectNode) value, deep);
            case ARRAY -> array((ArrayNode) value, deep);
            default -> value;
        };
    }

    private static JsonNode number(double number) throws Refused {
        if (!(Math.abs(number) <= LARGEST_NUMBER)) {
            throw new Refused("has numbers to 2^53 - 1");
        }
        return WireValue.number(number);
    }

    private static JsonNode object(ObjectNode object, int deep) throws Refused {
        deepEnough(deep);
        var kept = object.objectNode();
        for (var entry : object.properties()) {
            characters(entry.getKey());
            kept.set(entry.getKey(), kept(entry.getValue(), deep - 1));
        }
        return kept;
    }

    private static JsonNode array(ArrayNode array, int deep) throws Refused {
        deepEnough(deep);
        var kept = array.arrayNode();
        for (var inner : array) {
            kept.add(kept(inner, deep - 1));
        }
        return kept;
    }

    private static void deepEnough(int left) throws Refused {
        if (left == 0) {
            throw new Refused("is nested deeper than " + DEEPEST);
        }
    }

    // PostgreSQL keeps no NUL in a text, and half a surrogate pair is no character.
    private static void characters(String text) throws Refused {
        if (text.indexOf('\0') >= 0 || !Characters.areWhole(text)) {
            throw new Refused("has characters that are none");
        }
    }
}
