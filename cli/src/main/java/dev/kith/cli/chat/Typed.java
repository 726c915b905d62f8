package dev.kith.cli.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A line that the user typed: something to say, or what to do.
sealed interface Typed {
    /// Nothing but blanks.
    record Nothing() implements Typed {}

    record Text(String text) implements Typed {}

    /// What to do.
    ///
    /// @param argument what stands behind the command, perhaps nothing
    record Command(Act act, String argument) implements Typed {}

    record Unknown(String word) implements Typed {}

    enum Act {
        LIST("", "your conversations, with what is unread"),
        OPEN("WHICH", "the one of this number in the list, name, address or group:ID"),
        LEAVE("", "close it, back to the list"),
        SHOW("", "its newest messages once more, with the marks they have by now"),
        MORE("", "those before"),
        SEARCH("WORDS", "messages with all of these words, here or, in the list, everywhere"),
        FILE("PATH", "send a file"),
        SAVE("PATH", "fetch the last file that came"),
        EDIT("TEXT", "give your last message another text"),
        DELETE("", "delete your last message, on both sides"),
        REACT("EMOJI", "to the last message of somebody else; without one, take it back"),
        RETRY("", "send once more what was refused last"),
        HELP("", "this"),
        QUIT("", "end; what waits is sent the next time");

        final String takes;
        final String does;

        Act(String takes, String does) {
            this.takes = takes;
            this.does = does;
        }

        String word() {
            return "/" + name().toLowerCase(Locale.ROOT);
        }

        static Optional<Act> of(String word) {
            var all = List.of(values());
            return all.stream()
                    .filter(act -> act.word().equals(word))
                    .findFirst()
                    .or(() -> only(all.stream()
                            .filter(act -> act.word().startsWith(word))
                            .toList()));
        }

        private static Optional<Act> only(List<Act> acts) {
            return acts.size() == 1 ? Optional.of(acts.getFirst()) : Optional.empty();
        }
    }

    /// A slash makes a command, whose word may be cut short as long as it is clear; two make a text that begins with
    /// one.
    static Typed parse(String line) {
        var text = line.strip();
        if (text.isEmpty()) {
            return new Nothing();
        }
        if (!text.startsWith("/")) {
            return new Text(text);
        }
        if (text.startsWith("//")) {
            return new Text(text.substring(1));
        }
        var parts = text.split("\\s+", 2);
        var word = parts[0].toLowerCase(Locale.ROOT);
        return word.length() < 2
                ? new Unknown(parts[0])
                : Act.of(word)
                        .<Typed>map(act -> new Command(act, parts.length < 2 ? "" : parts[1]))
                        .orElseGet(() -> new Unknown(parts[0]));
    }

    static List<String> words() {
        return Arrays.stream(Act.values()).map(Act::word).toList();
    }
}
