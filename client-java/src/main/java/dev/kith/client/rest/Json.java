package dev.kith.client.rest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Value;
import dev.kith.client.KithException;
import dev.kith.client.Tokens;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the server's JSON: fields that are not known are passed over, one that is missing is a broken answer. */
public final class Json {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private Json() {}

    public static JsonObject object(JsonElement answer) {
        if (answer instanceof JsonObject object) {
            return object;
        }
        throw KithException.noAnswer("The server's answer is not of the expected form.", null);
    }

    /** Reads a text that was made of {@link #tree}. */
    public static JsonElement parse(String text) {
        return JsonParser.parseString(text);
    }

    public static String text(JsonObject object, String name) {
        return optional(object, name).map(JsonElement::getAsString).orElseThrow(() -> missing(name));
    }

    public static long number(JsonObject object, String name) {
        return optional(object, name).map(JsonElement::getAsLong).orElseThrow(() -> missing(name));
    }

    public static Optional<JsonElement> optional(JsonObject object, String name) {
        var value = object.get(name);
        return value == null || value instanceof JsonNull ? Optional.empty() : Optional.of(value);
    }

    /** The objects of this array; none if it is missing. */
    public static List<JsonObject> objects(JsonObject object, String name) {
        var list = new ArrayList<JsonObject>();
        optional(object, name).ifPresent(array -> array.getAsJsonArray().forEach(item -> list.add(object(item))));
        return list;
    }

    /** The texts of this array; none if it is missing. */
    public static List<String> texts(JsonObject object, String name) {
        var list = new ArrayList<String>();
        optional(object, name).ifPresent(array -> array.getAsJsonArray().forEach(item -> list.add(item.getAsString())));
        return list;
    }

    /** The levels of this object; none if they are missing. */
    public static SortedSet<Integer> levels(JsonObject object) {
        var levels = new TreeSet<Integer>();
        optional(object, "levels")
                .ifPresent(array -> array.getAsJsonArray().forEach(item -> levels.add(item.getAsInt())));
        return Collections.unmodifiableSortedSet(levels);
    }

    /** As what a Java program takes it for: String, Long or Double, Boolean, Map, List; null only inside of those two. */
    public static @Nullable Object plain(JsonElement json) {
        if (json instanceof JsonObject object) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            object.entrySet().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
            return Collections.unmodifiableMap(map);
        }
        if (json instanceof JsonArray array) {
            var list = new ArrayList<@Nullable Object>();
            array.forEach(item -> list.add(plain(item)));
            return Collections.unmodifiableList(list);
        }
        if (json instanceof JsonPrimitive primitive) {
            return primitive.isBoolean()
                    ? (Object) primitive.getAsBoolean()
                    : primitive.isNumber() ? number(primitive.getAsDouble()) : primitive.getAsString();
        }
        return null;
    }

    /** The same from a frame of the socket. */
    public static @Nullable Object plain(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case BOOL_VALUE -> value.getBoolValue();
            case STRUCT_VALUE -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                value.getStructValue().getFieldsMap().forEach((key, inner) -> map.put(key, plain(inner)));
                yield Collections.unmodifiableMap(map);
            }
            case LIST_VALUE -> {
                var list = new ArrayList<@Nullable Object>();
                value.getListValue().getValuesList().forEach(inner -> list.add(plain(inner)));
                yield Collections.unmodifiableList(list);
            }
            default -> null;
        };
    }

    /** The way back, of whatever {@link #plain} gives. */
    public static JsonElement tree(Object plain) {
        return GSON.toJsonTree(plain);
    }

    private static Object number(double number) {
        return number == Math.rint(number) && !Double.isInfinite(number) ? (Object) (long) number : (Object) number;
    }

    /** A point in time, given as ISO-8601 text or as epoch milliseconds. */
    public static @Nullable Instant instant(JsonObject object, String name) {
        var value = optional(object, name).orElse(null);
        if (value == null || !value.isJsonPrimitive()) {
            return null;
        }
        try {
            return value.getAsJsonPrimitive().isNumber()
                    ? Instant.ofEpochMilli(value.getAsLong())
                    : Instant.parse(value.getAsString());
        } catch (DateTimeParseException unreadable) {
            throw missing(name);
        }
    }

    public static JsonArray strings(Collection<String> values) {
        var array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    public static JsonArray numbers(Collection<Integer> values) {
        var array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    public static Tokens tokens(JsonObject answer) {
        return new Tokens(
                text(answer, "accessToken"),
                optional(answer, "refreshToken").map(JsonElement::getAsString).orElse(null));
    }

    private static KithException missing(String name) {
        return KithException.noAnswer("The server's answer has no readable '" + name + "'.", null);
    }
}
