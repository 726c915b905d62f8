package dev.kith.client.socket;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.Collection;

/** Writes what clients say as proto3 JSON, by the descriptors of the contract, so that a new frame needs nothing here. */
final class JsonWriting {
    private JsonWriting() {}

    static String text(Message message) {
        return object(message).toString();
    }

    private static JsonObject object(Message message) {
        var object = new JsonObject();
        message.getAllFields().forEach((field, value) -> object.add(field.getJsonName(), field(field, value)));
        return object;
    }

    private static JsonElement field(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            var map = new JsonObject();
            for (var entry : (Collection<?>) value) {
                var one = (MapEntry<?, ?>) entry;
                map.add(String.valueOf(one.getKey()), one(valueOf(field), one.getValue()));
            }
            return map;
        }
        if (field.isRepeated()) {
            var array = new JsonArray();
            ((Collection<?>) value).forEach(element -> array.add(one(field, element)));
            return array;
        }
        return one(field, value);
    }

    static FieldDescriptor valueOf(FieldDescriptor map) {
        return map.getMessageType().findFieldByName("value");
    }

    /** Numbers of 64 bits are strings there, since a reader might have them as floating point. */
    private static JsonElement one(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case INT64, SINT64, SFIXED64 -> new JsonPrimitive(Long.toString((Long) value));
            case UINT64, FIXED64 -> new JsonPrimitive(Long.toUnsignedString((Long) value));
            case UINT32, FIXED32 -> new JsonPrimitive(Integer.toUnsignedLong((Integer) value));
            case INT32, SINT32, SFIXED32, FLOAT, DOUBLE -> new JsonPrimitive((Number) value);
            case BOOL -> new JsonPrimitive((Boolean) value);
            case STRING -> new JsonPrimitive((String) value);
            case BYTES -> new JsonPrimitive(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case ENUM -> new JsonPrimitive(((EnumValueDescriptor) value).getName());
            case MESSAGE, GROUP -> object((Message) value);
        };
    }
}
