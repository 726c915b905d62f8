package dev.kith.client;

import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.time.Instant;
import java.util.Objects;

/**
 * Somebody asks to be let in.
 *
 * @param since when their first message was accepted
 */
public record MessageRequest(String address, Instant since) {
    static MessageRequest of(JsonObject json) {
        return new MessageRequest(
                Json.text(json, "address"), Objects.requireNonNull(Json.instant(json, "since"), "since"));
    }
}
