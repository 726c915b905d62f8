package dev.kith.client;

import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who is in a group. */
public record GroupMember(
        String address, long uid, GroupRole role, @Nullable Instant joinedAt) {
    static GroupMember of(JsonObject json) {
        return new GroupMember(
                Json.text(json, "address"),
                Json.number(json, "uid"),
                GroupRole.ofSlug(Json.text(json, "role")),
                Json.instant(json, "joinedAt"));
    }
}
