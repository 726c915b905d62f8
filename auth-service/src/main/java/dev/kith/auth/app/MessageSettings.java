package dev.kith.auth.app;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.kith.auth.text.Given;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds for the messages of an app's users.
///
/// @param retention for how long they are kept; null: as long as their owner is a user
/// @param searchLanguage whose words meet each other's forms in a search; `simple`: none do
/// @param strangers what users may do to whom they are nothing
/// @param editWithin for how long after its acceptance a message can be edited; null: as the operator has it, like the
/// next two
/// @param recallWithin for how long it can be deleted for both sides
/// @param expiry how long it waits for a device of its recipient if its sender does not say
public record MessageSettings(
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration retention,

        String searchLanguage,
        StrangersMay strangers,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration editWithin,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration recallWithin,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration expiry) {
    static final MessageSettings USUAL = new MessageSettings(null, "simple", StrangersMay.ALLOW, null, null, null);

    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);
    private static final Duration SHORTEST_EXPIRY = Duration.ofMinutes(1);

    /// As that which a sender may give.
    private static final Duration LONGEST_EXPIRY = Duration.ofDays(366);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /// Those that PostgreSQL comes with.
    private static final Set<String> LANGUAGES = Set.of(
            "simple",
            "arabic",
            "armenian",
            "basque",
            "catalan",
            "danish",
            "dutch",
            "english",
            "finnish",
            "french",
            "german",
            "greek",
            "hindi",
            "hungarian",
            "indonesian",
            "irish",
            "italian",
            "lithuanian",
            "nepali",
            "norwegian",
            "portuguese",
            "romanian",
            "russian",
            "serbian",
            "spanish",
            "swedish",
            "tamil",
            "turkish",
            "yiddish");

    /// A change: what is null stays. An empty duration takes it away.
    public record Change(
            @Nullable String retention,
            @Nullable String searchLanguage,
            @Nullable StrangersMay strangers,
            @Nullable String editWithin,
            @Nullable String recallWithin,
            @Nullable String expiry) {}

    MessageSettings with(Change change) {
        return new MessageSettings(
                duration("retention", change.retention(), retention, SHORTEST_RETENTION, LONGEST),
                change.searchLanguage() == null ? searchLanguage : language(change.searchLanguage()),
                change.strangers() == null ? strangers : change.strangers(),
                duration("editWithin", change.editWithin(), editWithin, Duration.ZERO, LONGEST),
                duration("recallWithin", change.recallWithin(), recallWithin, Duration.ZERO, LONGEST),
                duration("expiry", change.expiry(), expiry, SHORTEST_EXPIRY, LONGEST_EXPIRY));
    }

    private static @Nullable Duration duration(
            String name, @Nullable String given, @Nullable Duration before, Duration shortest, Duration longest) {
        if (given == null) {
            return before;
        }
        if (given.isEmpty()) {
            return null;
        }
        try {
            var duration = Duration.parse(given);
            if (duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException none) {
            // Refused below, as one that is out of bounds.
        }
        throw Given.invalid(
                "messages." + name,
                "is not a duration from %s to P%dD, such as P90D".formatted(shortest, longest.toDays()));
    }

    private static String language(String given) {
        if (!LANGUAGES.contains(given)) {
            throw Given.invalid(
                    "messages.searchLanguage",
                    "is not one of " + LANGUAGES.stream().sorted().toList());
        }
        return given;
    }
}
