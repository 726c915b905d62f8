package dev.kith.client.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads what the server says as proto3 JSON, by the descriptors of the contract; passes over what it does not know. */
final class JsonReading {
    private JsonReading() {}

    static void into(Message.Builder message, String text) throws InvalidProtocolBufferException {
        try {
            object(message, JsonParser.parseString(text).getAsJsonObject());
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException unreadable) {
            throw new InvalidProtocolBufferException("no frame in JSON: " + unreadable.getMessage());
        }
    }

    private static void object(Message.Builder message, JsonObject object) {
        for (var field : message.getDescriptorForType().getFields()) {
            var value = object.get(field.getJsonName());
            if (value == null || value.isJsonNull()) {
                continue;
            }
            if (field.isMapField()) {
                value.getAsJsonObject()
                        .entrySet()
                        .forEach(entry -> entry(message, field, entry.getKey(), entry.getValue()));
            } else if (field.isRepeated()) {
                value.getAsJsonArray().forEach(element -> add(message, field, element));
            } else {
                var one = one(message, field, value);
                if (one != null) {
                    message.setField(field, one);
                }
            }
        }
    }

    /** The contract has no other maps than those of strings. */
    private static void entry(Message.Builder message, FieldDescriptor map, String key, JsonElement element) {
        var entry = (MapEntry.Builder<?, ?>) message.newBuilderForField(map);
        var value = one(entry, JsonWriting.valueOf(map), element);
        if (value != null) {
            entry.setField(map.getMessageType().findFieldByName("key"), key);
            entry.setField(JsonWriting.valueOf(map), value);
            message.addRepeatedField(map, entry.build());
        }
    }

    private static void add(Message.Builder message, FieldDescriptor field, JsonElement element) {
        var one = one(message, field, element);
        if (one != null) {
            message.addRepeatedField(field, one);
        }
    }

    /** Null: a name of a newer contract. */
    private static @Nullable Object one(Message.Builder of, FieldDescriptor field, JsonElement value) {
        return switch (field.getType()) {
            case INT64, SINT64, SFIXED64 -> Long.parseLong(value.getAsString());
            case UINT64, FIXED64 -> Long.parseUnsignedLong(value.getAsString());
            case UINT32, FIXED32 -> Integer.parseUnsignedInt(value.getAsString());
            case INT32, SINT32, SFIXED32 -> Integer.parseInt(value.getAsString());
            case FLOAT -> value.getAsFloat();
            case DOUBLE -> value.getAsDouble();
            case BOOL -> value.getAsBoolean();
            case STRING -> value.getAsString();
            case BYTES -> ByteString.copyFrom(Base64.getDecoder().decode(value.getAsString()));
            case ENUM -> constant(field.getEnumType(), value.getAsString());
            case MESSAGE, GROUP -> message(of.newBuilderForField(field), value);
        };
    }

    /** A constant that has no name yet is written as its number. */
    private static @Nullable Object constant(EnumDescriptor type, String nameOrNumber) {
        var named = type.findValueByName(nameOrNumber);
        if (named != null) {
            return named;
        }
        return nameOrNumber.matches("-?[0-9]+")
                ? type.findValueByNumberCreatingIfUnknown(Integer.parseInt(nameOrNumber))
                : null;
    }

    private static Message message(Message.Builder builder, JsonElement value) {
        if (builder instanceof Value.Builder) {
            return plain(value);
        }
        object(builder, value.getAsJsonObject());
        return builder.build();
    }

    private static Value plain(JsonElement element) {
        var value = Value.newBuilder();
        if (element.isJsonNull()) {
            value.setNullValue(NullValue.NULL_VALUE);
        } else if (element.isJsonArray()) {
            var list = ListValue.newBuilder();
            element.getAsJsonArray().forEach(one -> list.addValues(plain(one)));
            value.setListValue(list);
        } else if (element.isJsonObject()) {
            var struct = Struct.newBuilder();
            element.getAsJsonObject().entrySet().forEach(one -> struct.putFields(one.getKey(), plain(one.getValue())));
            value.setStructValue(struct);
        } else if (element.getAsJsonPrimitive().isBoolean()) {
            value.setBoolValue(element.getAsBoolean());
        } else if (element.getAsJsonPrimitive().isNumber()) {
            value.setNumberValue(element.getAsDouble());
        } else {
            value.setStringValue(element.getAsString());
        }
        return value.build();
    }
}
