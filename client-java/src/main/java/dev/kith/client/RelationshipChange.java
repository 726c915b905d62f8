package dev.kith.client;

import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to change of how the user stands to someone; null: leave it.
 *
 * @param lasting how long the levels last; null: for good
 * @param blocked all that is cut off
 */
record RelationshipChange(
        @Nullable Set<Integer> levels,
        @Nullable Duration lasting,
        @Nullable Boolean subscribed,
        @Nullable Set<BlockKind> blocked) {

    static final RelationshipChange NONE = new RelationshipChange(null, null, null, null);

    RelationshipChange withLevels(Set<Integer> newLevels) {
        return new RelationshipChange(newLevels, null, subscribed, blocked);
    }

    RelationshipChange withLevels(Set<Integer> newLevels, Duration duration) {
        return new RelationshipChange(newLevels, duration, subscribed, blocked);
    }

    RelationshipChange withSubscribed(boolean on) {
        return new RelationshipChange(levels, lasting, on, blocked);
    }

    RelationshipChange withBlocked(Set<BlockKind> kinds) {
        return new RelationshipChange(levels, lasting, subscribed, kinds);
    }

    JsonObject json() {
        var body = new JsonObject();
        if (levels != null) {
            body.add("levels", Json.numbers(levels));
        }
        if (lasting != null) {
            body.addProperty("expiresIn", Math.max(1, lasting.toSeconds()));
        }
        if (subscribed != null) {
            body.addProperty("subscribed", subscribed);
        }
        if (blocked != null) {
            // The shorthand means everything, also what a server may know beyond these.
            if (blocked.isEmpty() || blocked.containsAll(EnumSet.allOf(BlockKind.class))) {
                body.addProperty("blocked", !blocked.isEmpty());
            } else {
                body.add(
                        "block",
                        Json.strings(blocked.stream().map(BlockKind::slug).toList()));
            }
        }
        return body;
    }
}
