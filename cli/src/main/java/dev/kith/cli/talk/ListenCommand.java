package dev.kith.cli.talk;

import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Names;
import dev.kith.client.ContactJoined;
import dev.kith.client.GroupChange;
import dev.kith.client.GroupProfile;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import dev.kith.client.MessageStatus;
import dev.kith.client.MessageStatusChange;
import dev.kith.client.MessageUpdate;
import dev.kith.client.Profile;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints what happens until Ctrl-C: messages, where one's own stand, who joined, whose profile changed.
@Command(name = "listen", description = "Print messages and what else happens, until Ctrl-C. Nothing comes twice.")
public final class ListenCommand extends KithCommand {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    @Option(names = "--read", description = "Tell senders that their messages were read.")
    boolean read;

    @Option(names = "--seconds", paramLabel = "N", description = "End after so long.")
    int seconds;

    @Option(names = "--count", paramLabel = "N", description = "End after so many messages.")
    int count;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var names = names();
        try (var kith = kith()) {
            kith.setPath(session().state(signedIn().uid()));
            var ongoing = new Ongoing(kith, screen(), server(), count);
            kith.addListener(new KithListener() {
                @Override
                public void onMessage(Message message) {
                    message(message, names);
                    if (read && !message.isOwn()) {
                        kith.markRead(message.id());
                    }
                    ongoing.told();
                }

                @Override
                public void onMessageStatus(MessageStatusChange change) {
                    status(change);
                }

                @Override
                public void onMessageUpdate(MessageUpdate update) {
                    update(update, names);
                }

                @Override
                public void onContactJoined(ContactJoined contact) {
                    joined(contact, names);
                }

                @Override
                public void onGroupChanged(GroupChange change) {
                    group(change);
                }

                @Override
                public void onGroupProfileUpdated(GroupProfile profile) {
                    groupProfile(profile);
                }

                @Override
                public void onProfileUpdated(Profile profile) {
                    profile(profile, names);
                }
            });
            return ongoing.run(seconds);
        }
    }

    private void message(Message message, Names names) {
        var body = message.call() != null ? "(call)" : message.asText().orElse("(" + length(message) + " bytes)");
        if (json()) {
            var out = event("message", message.id());
            out.put("from", message.sender());
            out.put("to", message.recipient());
            out.put("at", message.acceptedAt().toString());
            out.put("type", message.params().type());
            out.put("text", message.text());
            Attached.put(out, message);
            out.put("own", message.isOwn());
            out.put("status", slug(message.status()));
            out.put("forwarded", message.forwarded());
            out.put("request", message.request());
            if (message.isOfGroup()) {
                out.put("group", message.group());
                out.put("groupSeq", message.groupSeq());
            }
            screen().json(out);
        } else {
            var who = message.isOfGroup()
                    ? (message.isOwn() ? "you" : names.label(message.sender())) + " in group " + message.group()
                    : message.isOwn() ? "you to " + names.label(message.recipient()) : names.label(message.sender());
            screen().line(time(message.acceptedAt()) + screen().paint(Screen.Colour.CYAN, Screen.safe(who)) + ": "
                    + Screen.safe(body) + Attached.line(message));
        }
    }

    private static int length(Message message) {
        var data = message.data();
        return data == null ? 0 : data.remaining();
    }

    private void status(MessageStatusChange change) {
        if (json()) {
            var out = event("status", change.id());
            out.put("status", slug(change.status()));
            out.put("at", change.at().toString());
            var receipts = change.receipts();
            if (receipts != null) {
                out.put("recipients", receipts.recipients());
                out.put("delivered", receipts.delivered());
                out.put("read", receipts.read());
            }
            screen().json(out);
        } else if (change.receipts() != null) {
            var receipts = change.receipts();
            var words = "has reached %d of %d, %d have read it"
                    .formatted(receipts.delivered(), receipts.recipients(), receipts.read());
            screen().line(time(change.at()) + screen().paint(Screen.Colour.FAINT, "a message of yours " + words));
        } else if (change.status() == MessageStatus.DELIVERED || change.status() == MessageStatus.READ) {
            var words = change.status() == MessageStatus.READ ? "was read" : "was delivered";
            screen().line(time(change.at()) + screen().paint(Screen.Colour.FAINT, "a message of yours " + words));
        }
    }

    private void update(MessageUpdate update, Names names) {
        if (json()) {
            var out = event("update", update.id());
            out.put("what", update.what().name().toLowerCase(Locale.ROOT));
            out.put("at", update.at().toString());
            out.put("text", update.text());
            out.put("by", update.by());
            out.put("reaction", update.reaction());
            screen().json(out);
            return;
        }
        var text = update.text();
        var by = update.by();
        var reaction = update.reaction();
        var news = switch (update.what()) {
            case EDITED -> "a message was edited" + (text == null ? "" : ": " + text);
            case DELETED, DELETED_FOR_ME -> "a message was deleted";
            case EXPIRED -> "a message has expired";
            case CANCELLED -> "a message was taken back";
            case DISAPPEARED -> "a message has disappeared";
            case REACTED ->
                (by == null ? "" : names.label(by) + " ")
                        + (reaction == null || reaction.isEmpty()
                                ? "took back a reaction"
                                : "reacts to a message: " + reaction);
            case OTHER -> "a message has changed";
        };
        screen().line(time(update.at()) + screen().paint(Screen.Colour.FAINT, Screen.safe(news)));
    }

    private void joined(ContactJoined contact, Names names) {
        if (json()) {
            var out = event("contactJoined", contact.uid());
            out.put("address", contact.address());
            out.put("movedFrom", contact.movedFrom());
            out.put("at", contact.at().toString());
            screen().json(out);
        } else {
            var movedFrom = contact.movedFrom();
            var news = movedFrom == null
                    ? names.label(contact.address()) + " is on Kith now"
                    : names.label(movedFrom) + " has a new number: " + contact.address();
            screen().line(time(contact.at()) + screen().paint(Screen.Colour.GREEN, Screen.safe(news)));
        }
    }

    private void group(GroupChange change) {
        if (json()) {
            var out = event("group", change.group());
            out.put("version", change.version());
            out.put("what", slug(change.what()));
            out.put("role", change.ownRole().map(ListenCommand::slug).orElse(null));
            out.put("at", change.at().toString());
            screen().json(out);
            return;
        }
        var news = switch (change.what()) {
            case CREATED -> "you made it";
            case JOINED -> "you are in it now";
            case LEFT -> "you are not in it any more";
            case MEMBERS -> "its members changed";
            case SETTINGS -> "its permissions changed";
            case OWN ->
                "your role is " + change.ownRole().map(ListenCommand::slug).orElse("none");
            case DELETED -> "it is no more";
            case OTHER -> "it changed";
        };
        screen().line(time(change.at()) + screen().paint(Screen.Colour.GREEN, "group " + change.group() + ": " + news));
    }

    private void groupProfile(GroupProfile profile) {
        if (json()) {
            var out = event("groupProfile", profile.group());
            out.put("version", profile.version());
            out.put("fields", profile.fields());
            screen().json(out);
        } else {
            var news = "group " + profile.group() + " shows " + profile.fields();
            screen().line(time(Instant.now()) + screen().paint(Screen.Colour.FAINT, Screen.safe(news)));
        }
    }

    private void profile(Profile profile, Names names) {
        if (json()) {
            var out = event("profile", profile.version());
            out.put("address", profile.address());
            out.put("fields", profile.fields());
            screen().json(out);
        } else {
            var fields = profile.fields().isEmpty()
                    ? "nothing that you may see"
                    : Screen.safe(profile.fields().toString());
            var news = "profile of " + names.label(profile.address()) + ": " + fields;
            screen().line(time(Instant.now()) + screen().paint(Screen.Colour.FAINT, news));
        }
    }

    private static String slug(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> event(String kind, long id) {
        var out = new LinkedHashMap<String, Object>();
        out.put("event", kind);
        out.put(
                kind.startsWith("group")
                        ? "group"
                        : kind.equals("profile") ? "version" : kind.equals("contactJoined") ? "uid" : "id",
                Long.toUnsignedString(id));
        return out;
    }

    private String time(Instant at) {
        return screen().paint(Screen.Colour.FAINT, CLOCK.format(at)) + " ";
    }
}
