package dev.kith.client;

import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a group shows of itself to everybody in it: of {@code name}, {@code picture} and {@code info} those that are set. */
public record GroupProfile(long group, long version, Map<String, String> fields) {
    static GroupProfile of(JsonObject json) {
        var fields = new LinkedHashMap<String, String>();
        Json.optional(json, "fields")
                .ifPresent(all -> Json.object(all)
                        .entrySet()
                        .forEach(one -> fields.put(one.getKey(), one.getValue().getAsString())));
        return new GroupProfile(Json.number(json, "group"), Json.number(json, "version"), Map.copyOf(fields));
    }
}
