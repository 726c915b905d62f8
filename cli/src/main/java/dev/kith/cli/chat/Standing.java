package dev.kith.cli.chat;

import dev.kith.cli.screen.Screen;
import dev.kith.client.ConnectionStatus;
import dev.kith.client.MessageStatus;
import dev.kith.client.Presence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// What is so at this moment, as one line: who is on the other side, what they are doing, how far the last message
/// is, what waits and what is unread, and the connection where it is not there.
final class Standing {
    /// Who types says so again before that.
    static final Duration TYPING = Duration.ofSeconds(6);

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Clock clock;
    private ConnectionStatus connection = ConnectionStatus.STOPPED;
    private String room = "";
    private @Nullable Presence presence;
    private @Nullable Instant typingSince;
    private @Nullable MessageStatus last;
    private int waiting;
    private long unread;
    private String transfer = "";

    Standing(Clock clock) {
        this.clock = clock;
    }

    void connection(ConnectionStatus status) {
        connection = status;
    }

    boolean isOnline() {
        return connection == ConnectionStatus.ONLINE;
    }

    /// Another conversation, or none.
    void room(String name) {
        room = name;
        presence = null;
        typingSince = null;
        last = null;
    }

    void presence(Presence now) {
        presence = now;
    }

    void typing(boolean on) {
        typingSince = on ? clock.instant() : null;
    }

    /// How far the last message of the user's own is.
    void last(MessageStatus status) {
        last = status;
    }

    void waits(int messages) {
        waiting += messages;
    }

    int waiting() {
        return waiting;
    }

    void unread(long messages) {
        unread = messages;
    }

    /// How far a file is; answers whether that is news.
    boolean moves(String file, int percent) {
        var now = file + " " + percent + "%";
        boolean isNews = !now.equals(transfer);
        transfer = now;
        return isNews;
    }

    void movesNoMore() {
        transfer = "";
    }

    String text() {
        var line = new StringJoiner(" · ");
        line.add(room.isEmpty() ? "/list shows your conversations, /help all commands" : room);
        if (isTyping()) {
            line.add("typing…");
        } else if (presence != null) {
            var seen = presence.lastSeenAt()
                    .map(at -> "last seen " + WHEN.format(at.atZone(clock.getZone())))
                    .orElse("");
            var now = presence.isOnline() ? "online" : seen;
            if (!now.isEmpty()) {
                line.add(now);
            }
        }
        if (last != null && !Marks.sign(last).isEmpty()) {
            line.add(Marks.sign(last));
        }
        if (!transfer.isEmpty()) {
            line.add(transfer);
        }
        if (waiting > 0 && !isOnline()) {
            line.add(waiting + " waiting");
        }
        if (unread > 0) {
            line.add(unread + " unread elsewhere");
        }
        connection(line);
        return Screen.safeLine(line.toString());
    }

    private boolean isTyping() {
        return typingSince != null && clock.instant().isBefore(typingSince.plus(TYPING));
    }

    private void connection(StringJoiner line) {
        switch (connection) {
            case ONLINE -> {}
            case CONNECTING -> line.add("connecting");
            case OFFLINE, NO_NETWORK -> line.add("not connected, trying again");
            case SUSPENDED -> line.add("another program has the connection");
            case SIGNED_OUT, AUTH_FAILED -> line.add("signed out");
            case STOPPED -> line.add("not connected");
        }
    }
}
