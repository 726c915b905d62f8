package dev.kith.client;

import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a group shows of itself to everybody in it: of {@code name}, {@code picture} and {@code info} those that are set.
 *
 * @param version rises with every change; 0: nothing is known here yet
 * @param given what the user says of it on this device; null: nothing
 */
public record GroupProfile(
        long group,
        long version,
        Map<String, String> fields,
        @Nullable LocalProfile given) {
    /** What the user says of it; empty: nothing. */
    public Optional<LocalProfile> local() {
        return Optional.ofNullable(given);
    }

    /** How to call it: as the user does, else as it calls itself, else its number. */
    public String displayName() {
        return local().flatMap(LocalProfile::name).orElseGet(() -> fields.getOrDefault("name", Long.toString(group)));
    }

    static GroupProfile of(JsonObject json) {
        var fields = new LinkedHashMap<String, String>();
        Json.optional(json, "fields")
                .ifPresent(all -> Json.object(all)
                        .entrySet()
                        .forEach(one -> fields.put(one.getKey(), one.getValue().getAsString())));
        return new GroupProfile(Json.number(json, "group"), Json.number(json, "version"), Map.copyOf(fields), null);
    }
}
