package dev.kith.client.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.kith.client.KithException;
import dev.kith.client.Tokens;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the server's JSON: fields that are not known are passed over, one that is missing is a broken answer. */
public final class Json {
    private Json() {}

    public static JsonObject object(JsonElement answer) {
        if (answer instanceof JsonObject object) {
            return object;
        }
        throw KithException.noAnswer("The server's answer is not of the expected form.", null);
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
