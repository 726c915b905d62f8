package dev.kith.cli.chat;

import dev.kith.cli.screen.Screen;
import dev.kith.client.Message;
import dev.kith.client.MessageUpdate;
import dev.kith.client.RemoteFile;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Messages as lines, and which of them the user has before their eyes.
final class Transcript {
    private static final int REMEMBERED = 500;
    private static final int GLIMPSE = 40;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Screen screen;
    private final People people;
    private final Clock clock;

    /// Their texts, the newest last.
    private final Map<Long, String> shown = new LinkedHashMap<>();

    private Optional<Long> lastOwn = Optional.empty();
    private Optional<Long> lastOfOthers = Optional.empty();
    private Optional<String> lastFile = Optional.empty();

    Transcript(Screen screen, People people, Clock clock) {
        this.screen = screen;
        this.people = people;
        this.clock = clock;
    }

    /// Another conversation is before the user's eyes.
    void clear() {
        shown.clear();
        lastOwn = Optional.empty();
        lastOfOthers = Optional.empty();
        lastFile = Optional.empty();
    }

    /// A message, as a line; commands mean it from now on.
    String show(Message message) {
        people.met(message);
        if (message.isOwn()) {
            sent(message.id(), body(message));
        } else {
            remember(message.id(), body(message));
            lastOfOthers = Optional.of(message.id());
            message.file().ifPresent(file -> lastFile = Optional.of(file.url()));
        }
        return line(message);
    }

    /// One that the user has just written.
    ///
    /// @param id 0: not known yet
    String show(long id, String text, boolean waiting) {
        sent(id, text);
        return clock(clock.instant()) + " " + own("you") + ": " + indented(text)
                + (waiting ? " " + screen.paint(Screen.Colour.FAINT, "… waiting") : "");
    }

    private void sent(long id, String text) {
        if (id != 0) {
            known(id, text);
        }
    }

    /// The user's last message, shown already, has this id.
    void known(long id, String text) {
        remember(id, text);
        lastOwn = Optional.of(id);
    }

    /// What they said before, which commands do not mean.
    String line(Message message) {
        var who = message.isOwn() ? own("you") : other(people.of(message.sender()));
        return clock(message.acceptedAt()) + " " + who + ": " + indented(body(message)) + after(message);
    }

    private String after(Message message) {
        var after = new StringBuilder();
        if (message.edited()) {
            after.append(" (edited)");
        }
        message.reactions().forEach((by, reaction) -> after.append(' ').append(Screen.safeLine(reaction)));
        if (message.isOwn()) {
            after.append(' ').append(Marks.sign(message.status()));
        }
        if (message.request()) {
            after.append(" (a stranger, who asks to be let in: your answer does it)");
        }
        return after.isEmpty() ? "" : screen.paint(Screen.Colour.FAINT, after.toString());
    }

    private static String body(Message message) {
        if (message.call() != null) {
            return "(call)";
        }
        return message.file().map(Transcript::file).or(message::asText).orElse("(data)");
    }

    static String file(RemoteFile file) {
        return "(file) " + (file.name().isEmpty() ? file.url() : file.name());
    }

    /// What became of a message; empty if the user does not have it before their eyes.
    Optional<String> changed(MessageUpdate update) {
        var before = shown.get(update.id());
        if (before == null) {
            return Optional.empty();
        }
        var what = "'" + glimpse(before) + "'";
        return switch (update.what()) {
            case EDITED -> {
                var text = update.text() == null ? "(data)" : update.text();
                shown.put(update.id(), text);
                yield Optional.of(faint(what + " says now: " + indented(text)));
            }
            case REACTED -> Optional.of(faint(reaction(update) + " " + what));
            case DELETED, DELETED_FOR_ME -> forgotten(update.id(), what + " was deleted");
            case EXPIRED, CANCELLED -> forgotten(update.id(), what + " was not delivered, and is gone");
            case DISAPPEARED -> forgotten(update.id(), what + " has disappeared");
            case OTHER -> Optional.empty();
        };
    }

    private String reaction(MessageUpdate update) {
        var by = update.by();
        var feels = update.reaction();
        var who = by == null ? "somebody" : Screen.safeLine(people.of(by));
        if (feels == null || feels.isEmpty()) {
            return who + " took back a reaction to";
        }
        return who + (who.equals("you") ? " feel " : " feels ") + Screen.safeLine(feels) + " about";
    }

    private Optional<String> forgotten(long id, String news) {
        shown.remove(id);
        lastOwn = lastOwn.filter(last -> last != id);
        lastOfOthers = lastOfOthers.filter(last -> last != id);
        return Optional.of(faint(news));
    }

    private void remember(long id, String text) {
        shown.put(id, text);
        if (shown.size() > REMEMBERED) {
            shown.remove(shown.keySet().iterator().next());
        }
    }

    Optional<Long> lastOwn() {
        return lastOwn;
    }

    Optional<Long> lastOfOthers() {
        return lastOfOthers;
    }

    Optional<String> lastFile() {
        return lastFile;
    }

    /// The beginning of what a message says, on one line; empty if the user does not have it before their eyes.
    Optional<String> glimpse(long id) {
        return Optional.ofNullable(shown.get(id)).map(Transcript::glimpse);
    }

    static String glimpse(String text) {
        var line = Screen.safe(text).replaceAll("\\s+", " ");
        int end = line.offsetByCodePoints(0, Math.min(GLIMPSE, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end) + "…";
    }

    private static String indented(String text) {
        return Screen.safe(text).replace("\n", "\n      ");
    }

    private String own(String name) {
        return screen.paint(Screen.Colour.GREEN, name);
    }

    private String other(String name) {
        return screen.paint(Screen.Colour.CYAN, Screen.safeLine(name));
    }

    private String faint(String text) {
        return screen.paint(Screen.Colour.FAINT, "      " + text);
    }

    private String clock(Instant at) {
        var then = at.atZone(clock.getZone());
        var today = LocalDate.now(clock);
        return screen.paint(Screen.Colour.FAINT, (then.toLocalDate().equals(today) ? TIME : DAY_AND_TIME).format(then));
    }
}
