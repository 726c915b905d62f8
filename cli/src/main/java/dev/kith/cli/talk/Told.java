package dev.kith.cli.talk;

import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Names;
import dev.kith.client.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Messages of other times, as lines.
final class Told {
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final Screen screen;
    private final boolean json;
    private final Names names;
    private final List<Message> messages = new ArrayList<>();

    Told(Screen screen, boolean json, Names names) {
        this.screen = screen;
        this.json = json;
        this.names = names;
    }

    void add(Message message) {
        messages.add(message);
    }

    int size() {
        return messages.size();
    }

    /// The newest last.
    void print() {
        for (var message : messages.reversed()) {
            if (json) {
                screen.json(fields(message));
            } else {
                screen.line(line(message));
            }
        }
    }

    String line(Message message) {
        var who = message.isOwn() ? "you" : names.label(message.sender());
        if (message.isOfGroup()) {
            who += " in group " + message.group();
        } else if (message.isOwn()) {
            who += " to " + names.label(message.recipient());
        }
        var body = message.asText().orElse("(bytes)");
        return screen.paint(Screen.Colour.FAINT, time(message.acceptedAt())) + " "
                + screen.paint(Screen.Colour.CYAN, Screen.safe(who)) + ": " + Screen.safe(body)
                + Attached.line(message);
    }

    static Map<String, Object> fields(Message message) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", Long.toUnsignedString(message.id()));
        out.put("from", message.sender());
        out.put("to", message.recipient());
        if (message.isOfGroup()) {
            out.put("group", message.group());
        }
        out.put("at", message.acceptedAt().toString());
        out.put("text", message.text());
        Attached.put(out, message);
        out.put("own", message.isOwn());
        out.put("status", message.status().name().toLowerCase(Locale.ROOT));
        return out;
    }

    private static String time(Instant at) {
        return DAY_AND_TIME.format(at);
    }
}
