package dev.kith.profile.reading;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.profile.viewing.View;
import java.util.Map;

/// Somebody's profile as the caller sees it.
///
/// @param fields only what the caller may see; texts, numbers, booleans, objects and lists, as their owner set them
public record SeenProfile(String address, long uid, long version, Map<String, JsonNode> fields) {
    public static SeenProfile of(View view) {
        var profile = view.profile();
        return new SeenProfile(profile.address(), profile.uid(), profile.version(), view.fields());
    }
}
