package dev.kith.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A group that the user is in, as of one moment.
 *
 * @param kind {@code group}, {@code broadcast} or {@code announcement}
 * @param version rises with every change of the group and of who is in it
 * @param members how many
 * @param role the user's own
 * @param muted the user wants to hear nothing of it
 * @param permissions the lowest role that may do each: {@code send}, {@code add}, {@code remove}, {@code changeProfile},
 *     {@code seeMembers}
 */
public record Group(
        long id,
        String kind,
        long version,
        int members,
        GroupRole role,
        boolean muted,
        Map<String, GroupRole> permissions) {

    static Group of(JsonObject json) {
        var permissions = new LinkedHashMap<String, GroupRole>();
        Json.optional(json, "permissions")
                .ifPresent(all -> Json.object(all)
                        .entrySet()
                        .forEach(one -> permissions.put(
                                one.getKey(), GroupRole.ofSlug(one.getValue().getAsString()))));
        return new Group(
                Json.number(json, "id"),
                Json.text(json, "kind"),
                Json.number(json, "version"),
                (int) Json.number(json, "members"),
                GroupRole.ofSlug(Json.text(json, "role")),
                Json.optional(json, "muted").map(JsonElement::getAsBoolean).orElse(false),
                Map.copyOf(permissions));
    }
}
