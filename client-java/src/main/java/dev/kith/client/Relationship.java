package dev.kith.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the user stands to someone, as of one moment.
 *
 * @param levels all that the user grants them now
 * @param expires when some of the levels end; null: none does
 * @param subscribed the user follows their profile
 * @param automatic nobody chose to follow: a message or an opened profile was enough
 * @param blocked what is cut off from them
 * @param paired the app has paired the two
 */
public record Relationship(
        String address,
        long uid,
        Set<Integer> levels,
        @Nullable Instant expires,
        boolean subscribed,
        boolean automatic,
        Set<BlockKind> blocked,
        boolean paired) {

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expires);
    }

    static Relationship of(JsonObject json) {
        return new Relationship(
                Json.text(json, "address"),
                Json.number(json, "uid"),
                Json.levels(json),
                Json.instant(json, "expiresAt"),
                is(json, "subscribed"),
                is(json, "automatic"),
                BlockKind.ofSlugs(Json.texts(json, "block")),
                is(json, "paired"));
    }

    private static boolean is(JsonObject json, String name) {
        return Json.optional(json, name).map(JsonElement::getAsBoolean).orElse(false);
    }
}
