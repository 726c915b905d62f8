package dev.kith.client;

import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to change of how the user stands to someone; null: leave it. */
record RelationshipChange(
        @Nullable Set<Integer> levels,
        @Nullable Boolean subscribed,
        @Nullable Boolean blocked) {

    static final RelationshipChange NONE = new RelationshipChange(null, null, null);

    RelationshipChange withLevels(Set<Integer> newLevels) {
        return new RelationshipChange(newLevels, subscribed, blocked);
    }

    RelationshipChange withSubscribed(boolean on) {
        return new RelationshipChange(levels, on, blocked);
    }

    RelationshipChange withBlocked(boolean on) {
        return new RelationshipChange(levels, subscribed, on);
    }

    JsonObject json() {
        var body = new JsonObject();
        if (levels != null) {
            body.add("levels", Json.numbers(levels));
        }
        if (subscribed != null) {
            body.addProperty("subscribed", subscribed);
        }
        if (blocked != null) {
            body.addProperty("blocked", blocked);
        }
        return body;
    }
}
