package dev.kith.cli.profile;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import dev.kith.cli.Failure;
import dev.kith.client.SelfProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fields as they are typed: `name=Anna`, `age:=42`, `phone@2,5=...`, or a name alone.
///
/// @param levels said for this value; null: none were
/// @param value null: only who sees the field changes
record FieldArgument(
        String name,
        @Nullable Set<Integer> levels,
        @Nullable Object value) {
    private static final Pattern FORM = Pattern.compile("([^=@:]+)(?:@([0-9,]*))?(?:(:?=)(.*))?", Pattern.DOTALL);
    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    /// What all these change. A field that is named more than once, each time with its levels, gets several values.
    ///
    /// @param others levels of the fields for which none are said; null: they stay
    static SelfProfile changed(List<String> texts, @Nullable Set<Integer> others) {
        var valuesByName = new LinkedHashMap<String, List<FieldArgument>>();
        texts.stream()
                .map(FieldArgument::of)
                .forEach(field -> valuesByName
                        .computeIfAbsent(field.name, name -> new ArrayList<>())
                        .add(field));
        var changed = SelfProfile.unchanged();
        for (var values : valuesByName.values()) {
            changed = values.size() == 1 ? values.getFirst().in(changed, others) : together(changed, values);
        }
        return changed;
    }

    /// A value as it is shown in a table.
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            default -> GSON.toJson(value);
        };
    }

    private static FieldArgument of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw Failure.usage("'" + text + "' is not FIELD=VALUE.");
        }
        var name = form.group(1);
        var levels = form.group(2) == null ? null : levels(form.group(2));
        if (form.group(3) == null) {
            return new FieldArgument(name, levels, null);
        }
        return new FieldArgument(name, levels, form.group(3).equals("=") ? form.group(4) : json(name, form.group(4)));
    }

    private SelfProfile in(SelfProfile changed, @Nullable Set<Integer> others) {
        var opened = levels == null ? others : levels;
        if (value != null) {
            return opened == null ? changed.with(name, value) : changed.with(name, value, opened);
        }
        if (opened == null) {
            throw Failure.usage("'" + name + "' is not FIELD=VALUE.");
        }
        return changed.withLevels(name, opened);
    }

    private static SelfProfile together(SelfProfile changed, List<FieldArgument> values) {
        var name = values.getFirst().name;
        if (values.stream().anyMatch(value -> value.value == null || value.levels == null)) {
            throw Failure.usage(
                    "Say for each value of " + name + " who sees it: " + name + "@2=... " + name + "@5=...");
        }
        return changed.withValues(
                name,
                values.stream()
                        .map(value -> new SelfProfile.Opened(value.value, value.levels))
                        .toList());
    }

    private static Set<Integer> levels(String text) {
        var levels = new TreeSet<Integer>();
        for (var level : text.split(",", -1)) {
            try {
                if (!level.isEmpty()) {
                    levels.add(Integer.valueOf(level));
                }
            } catch (NumberFormatException tooLong) {
                throw Failure.usage("'" + level + "' is no level.");
            }
        }
        return levels;
    }

    private static Object json(String name, String text) {
        try {
            var reader = new com.google.gson.stream.JsonReader(new java.io.StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            var value = GSON.fromJson(JsonParser.parseReader(reader), Object.class);
            if (value != null) {
                return value;
            }
        } catch (JsonParseException none) {
            // The same answer as for null.
        }
        throw Failure.usage("What follows " + name + ":= is a JSON value, such as 42, true or '[\"a\",\"b\"]'.");
    }
}
