package dev.kith.auth.app;

import dev.kith.auth.text.Given;
import dev.kith.contracts.Levels;
import dev.kith.kit.address.Addresses;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How an app treats its users.
///
/// @param region of national telephone numbers, ISO 3166 alpha-2; null: only international ones are taken
/// @param discoverability of users who have not chosen
/// @param levels first levels of profile fields; a field that is not named starts closed
/// @param lookUps of addresses that are new to a user
/// @param messages how long they are kept and can be changed, how they are searched, who may write
/// @param presence how much of it is told
public record AppSettings(
        @Nullable String region,
        FindableBy discoverability,
        Map<String, List<Integer>> levels,
        LookUps lookUps,
        MessageSettings messages,
        PresenceSettings presence) {
    /// What a new app has: the usual grant to a contact (1, 2, 5) opens all of these fields.
    public static final AppSettings USUAL = new AppSettings(
            null,
            FindableBy.CONTACTS,
            Map.of(
                    "name", List.of(1),
                    "picture", List.of(1),
                    "status", List.of(2),
                    "info", List.of(2),
                    "presence", List.of(5),
                    "lastSeen", List.of(5)),
            LookUps.USUAL,
            MessageSettings.USUAL,
            PresenceSettings.USUAL);

    private static final int MOST_FIELDS = 64;
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    /// A change: what is null stays. An empty region takes the region away; levels replace those of the named fields.
    public record Change(
            @Nullable String region,
            @Nullable FindableBy discoverability,
            @Nullable Map<String, List<Integer>> levels,
            LookUps.@Nullable Change lookUps,
            MessageSettings.@Nullable Change messages,
            PresenceSettings.@Nullable Change presence) {}

    /// The settings after a change.
    ///
    /// @throws dev.kith.kit.problem.ProblemException `invalid-value`
    public AppSettings with(Change change) {
        return new AppSettings(
                change.region() == null ? region : region(change.region()),
                change.discoverability() == null ? discoverability : change.discoverability(),
                change.levels() == null ? levels : levels(change.levels()),
                change.lookUps() == null ? lookUps : lookUps.with(change.lookUps()),
                change.messages() == null ? messages : messages.with(change.messages()),
                change.presence() == null ? presence : presence.with(change.presence()));
    }

    /// Field name to level mask.
    Map<String, Integer> masks() {
        var masks = new TreeMap<String, Integer>();
        levels.forEach((field, opened) -> masks.put(field, Levels.mask(opened)));
        return masks;
    }

    static Map<String, List<Integer>> unmasked(Map<String, Integer> masks) {
        var levels = new LinkedHashMap<String, List<Integer>>();
        masks.forEach((field, mask) -> levels.put(field, Levels.list(mask)));
        return levels;
    }

    private static @Nullable String region(String given) {
        if (given.isEmpty()) {
            return null;
        }
        if (!Addresses.isRegion(given)) {
            throw Given.invalid("region", "is not an ISO 3166 code of two capital letters");
        }
        return given;
    }

    private Map<String, List<Integer>> levels(Map<String, List<Integer>> given) {
        var all = new HashMap<>(levels);
        given.forEach((field, opened) -> {
            if (!FIELD.matcher(field).matches()) {
                throw Given.invalid("levels", "has a field name that is not letters, digits, '_', '.' and '-'");
            }
            all.put(field, checked(field, opened));
        });
        if (all.size() > MOST_FIELDS) {
            throw Given.invalid("levels", "has more than " + MOST_FIELDS + " fields");
        }
        return Map.copyOf(all);
    }

    // From JSON there can be nulls, whatever the types say.
    private static List<Integer> checked(String field, List<Integer> opened) {
        if (opened == null || opened.stream().anyMatch(level -> level == null || level < 0 || level > Levels.HIGHEST)) {
            throw Given.invalid("levels." + field, "is not a list of levels from 0 to " + Levels.HIGHEST);
        }
        return opened.stream().distinct().sorted().toList();
    }
}
