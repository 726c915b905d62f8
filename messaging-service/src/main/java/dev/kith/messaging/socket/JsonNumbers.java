package dev.kith.messaging.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which numbers a frame in JSON may hold.
///
/// `1e30000000` is ten characters and a number of thirty million digits, which protobuf's parser writes out before it
/// finds it too large: a minute of an event loop, for a frame of somebody who has not even said hello.
final class JsonNumbers {
    /// No field takes more than 20 digits.
    private static final Pattern LARGE_EXPONENT = Pattern.compile("[0-9.][eE][+-]?[0-9]{3}");

    private static final String ESCAPED = "\\u00";

    private JsonNumbers() {}

    /// Whether reading this text as such a message takes no longer than its length lets expect.
    static boolean areShort(String json, Descriptor type) {
        boolean suspicious = LARGE_EXPONENT.matcher(json).find() || json.contains(ESCAPED);
        return !suspicious
                || parsed(json).map(message -> areShort(message, type)).orElse(true);
    }

    /// As the parser of protobuf reads it; what cannot be read is for that to refuse.
    private static Optional<JsonElement> parsed(String json) {
        try {
            return Optional.of(JsonParser.parseReader(new JsonReader(new StringReader(json))));
        } catch (JsonParseException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean areShort(JsonElement message, Descriptor type) {
        return !message.isJsonObject()
                || message.getAsJsonObject().entrySet().stream()
                        .allMatch(entry -> type.getFields().stream()
                                .filter(field -> isCalled(field, entry.getKey()))
                                .allMatch(field -> isShort(entry.getValue(), field)));
    }

    private static boolean isShort(JsonElement value, FieldDescriptor field) {
        if (value.isJsonArray()) {
            return value.getAsJsonArray().asList().stream().allMatch(item -> isShort(item, field));
        }
        return switch (field.getJavaType()) {
            case INT, LONG ->
                !value.isJsonPrimitive()
                        || !LARGE_EXPONENT.matcher(value.getAsString()).find();
            case MESSAGE -> areShort(value, field.getMessageType());
            default -> true;
        };
    }

    private static boolean isCalled(FieldDescriptor field, String name) {
        return field.getName().equals(name) || field.getJsonName().equals(name);
    }
}
