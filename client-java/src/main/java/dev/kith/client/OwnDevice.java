package dev.kith.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device on which the user is signed in.
 *
 * @param name as it was given at the sign-in
 * @param seen when it last renewed its tokens
 * @param current it is this one
 */
public record OwnDevice(
        String id,
        String name,
        @Nullable Instant created,
        @Nullable Instant seen,
        boolean current) {
    static OwnDevice of(JsonObject json) {
        return new OwnDevice(
                Json.text(json, "id"),
                Json.text(json, "name"),
                Json.instant(json, "createdAt"),
                Json.instant(json, "seenAt"),
                Json.optional(json, "current").map(JsonElement::getAsBoolean).orElse(false));
    }
}
