package dev.kith.profile.reading;

import dev.kith.profile.viewing.View;
import java.util.Map;

/// Somebody's profile as the caller sees it.
///
/// @param fields only what the caller may see
public record SeenProfile(String address, long uid, long version, Map<String, String> fields) {
    public static SeenProfile of(View view) {
        var profile = view.profile();
        return new SeenProfile(profile.address(), profile.uid(), profile.version(), view.fields());
    }
}
