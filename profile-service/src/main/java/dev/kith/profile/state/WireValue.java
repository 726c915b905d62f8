package dev.kith.profile.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/// A JSON value in events and frames, and back: what comes back equals what went in.
public final class WireValue {
    private WireValue() {}

    public static Value of(JsonNode json) {
        var value = Value.newBuilder();
        return switch (json.getNodeType()) {
            case STRING -> value.setStringValue(json.textValue()).build();
            case NUMBER -> value.setNumberValue(json.doubleValue()).build();
            case BOOLEAN -> value.setBoolValue(json.booleanValue()).build();
            case OBJECT -> value.setStructValue(struct(json)).build();
            case ARRAY -> value.setListValue(list(json)).build();
            default -> value.setNullValue(NullValue.NULL_VALUE).build();
        };
    }

    public static JsonNode json(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> TextNode.valueOf(value.getStringValue());
            case NUMBER_VALUE -> number(value.getNumberValue());
            case BOOL_VALUE -> BooleanNode.valueOf(value.getBoolValue());
            case STRUCT_VALUE -> {
                var object = JsonNodeFactory.instance.objectNode();
                value.getStructValue().getFieldsMap().forEach((key, inner) -> object.set(key, json(inner)));
                yield object;
            }
            case LIST_VALUE -> {
                var array = JsonNodeFactory.instance.arrayNode();
                value.getListValue().getValuesList().forEach(inner -> array.add(json(inner)));
                yield array;
            }
            case NULL_VALUE, KIND_NOT_SET -> NullNode.getInstance();
        };
    }

    /// A number in the form in which it is read from JSON, so that equal numbers are equal nodes.
    public static JsonNode number(double number) {
        if (number != Math.rint(number) || Double.isInfinite(number)) {
            return DoubleNode.valueOf(number);
        }
        long whole = (long) number;
        return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
    }

    private static Struct struct(JsonNode object) {
        var struct = Struct.newBuilder();
        object.properties().forEach(entry -> struct.putFields(entry.getKey(), of(entry.getValue())));
        return struct.build();
    }

    private static ListValue list(JsonNode array) {
        var list = ListValue.newBuilder();
        array.forEach(inner -> list.addValues(of(inner)));
        return list.build();
    }
}
