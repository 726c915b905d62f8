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
public record MessageSettings(
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration retention,

        String searchLanguage,
        StrangersMay strangers) {
    static final MessageSettings USUAL = new MessageSettings(null, "simple", StrangersMay.ALLOW);

    private static final Duration SHORTEST = Duration.ofHours(1);
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

    /// A change: what is null stays. An empty retention takes the end away.
    public record Change(
            @Nullable String retention,
            @Nullable String searchLanguage,
            @Nullable StrangersMay strangers) {}

    static MessageSettings kept(long retentionMillis, String searchLanguage, StrangersMay strangers) {
        return new MessageSettings(
                retentionMillis == 0 ? null : Duration.ofMillis(retentionMillis), searchLanguage, strangers);
    }

    MessageSettings with(Change change) {
        return new MessageSettings(
                change.retention() == null ? retention : retention(change.retention()),
                change.searchLanguage() == null ? searchLanguage : language(change.searchLanguage()),
                change.strangers() == null ? strangers : change.strangers());
    }

    /// 0: without an end.
    long retentionMillis() {
        return retention == null ? 0 : retention.toMillis();
    }

    private static @Nullable Duration retention(String given) {
        if (given.isEmpty()) {
            return null;
        }
        try {
            var retention = Duration.parse(given);
            if (retention.compareTo(SHORTEST) >= 0 && retention.compareTo(LONGEST) <= 0) {
                return retention;
            }
        } catch (DateTimeParseException | ArithmeticException none) {
            // Refused below, as one that is out of bounds.
        }
        throw Given.invalid("messages.retention", "is not a duration from PT1H to P36500D, such as P90D");
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
