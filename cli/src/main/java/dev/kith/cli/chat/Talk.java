package dev.kith.cli.chat;

import dev.kith.cli.screen.Screen;
import dev.kith.client.Activity;
import dev.kith.client.Kith;
import dev.kith.client.Message;
import dev.kith.client.MessageParams;
import dev.kith.client.MessageStatus;
import dev.kith.client.MessageStatusChange;
import dev.kith.client.MessageUpdate;
import dev.kith.client.Presence;
import dev.kith.client.ReadSession;
import dev.kith.client.RemoteFile;
import dev.kith.client.SentMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The conversation that is open, if one is: its messages, what is written into it, and how far that is.
final class Talk {
    static final int PAGE = 20;

    private static final Duration TYPING_EVERY = Duration.ofSeconds(4);
    private static final int REMEMBERED = 200;

    private final Chat chat;
    private final Kith kith;
    private final Transcript transcript;
    private final Map<Long, CompletableFuture<SentMessage>> underWay = new HashMap<>();

    /// Shown as waiting: the user wants to see when they are sent.
    private final Set<Long> shownWaiting = new HashSet<>();

    /// How far the user's own are; of some only later it is known which they are.
    private final Map<Long, MessageStatus> own = new LinkedHashMap<>();

    private long sends;
    private @Nullable Room room;
    private @Nullable ReadSession reading;
    private @Nullable Instant saidTyping;
    private Optional<Long> refused = Optional.empty();

    /// Those that come while the first page is read.
    private @Nullable List<Message> held;

    Talk(Chat chat, Kith kith, Transcript transcript) {
        this.chat = chat;
        this.kith = kith;
        this.transcript = transcript;
    }

    @Nullable
    Room room() {
        return room;
    }

    Transcript transcript() {
        return transcript;
    }

    /// The last one that was refused.
    Optional<Long> refused() {
        return refused;
    }

    /// What is said goes there from now on, also before its messages are there.
    CompletableFuture<Void> open(Room opened) {
        close();
        room = opened;
        chat.rooms().read(opened);
        chat.standing().room(chat.people().of(opened));
        if (!opened.isGroup()) {
            // Without an answer there is no presence to see.
            var unused = kith.watchPresence(List.of(opened.peer())).exceptionally(failure -> null);
        }
        return firstPage(opened);
    }

    CompletableFuture<Void> again() {
        var shown = room;
        return shown == null ? CompletableFuture.completedFuture(null) : open(shown);
    }

    private CompletableFuture<Void> firstPage(Room opened) {
        var session = kith.messages().open(opened.query()).enableReadReceipt(true);
        reading = session;
        held = new ArrayList<>();
        chat.stands();
        return chat.then(
                session.read(PAGE).whenCompleteAsync((page, failure) -> show(session, page), chat.desk()), page -> {});
    }

    private void show(ReadSession session, @Nullable List<Message> page) {
        if (session != reading) {
            return; // Another conversation was opened meanwhile.
        }
        chat.line(chat.screen().paint(Screen.Colour.BOLD, "— " + Screen.safeLine(name()) + " —"));
        for (var message : (page == null ? List.<Message>of() : page).reversed()) {
            show(message);
        }
        var meanwhile = held == null ? List.<Message>of() : List.copyOf(held);
        held = null;
        meanwhile.stream()
                .filter(message -> transcript.glimpse(message.id()).isEmpty())
                .forEach(this::show);
        chat.stands();
    }

    private void show(Message message) {
        chat.line(transcript.show(message));
        if (message.isOwn()) {
            chat.standing().last(message.status());
            if (message.status() == MessageStatus.OUTBOX) {
                shownWaiting.add(message.id());
            }
        }
    }

    private String name() {
        var open = room;
        return open == null ? "" : chat.people().of(open);
    }

    /// The page before.
    CompletableFuture<Void> more() {
        var session = reading;
        if (session == null) {
            return CompletableFuture.completedFuture(null);
        }
        return chat.then(session.read(PAGE), page -> {
            chat.faint(page.isEmpty() ? "There is nothing before." : "Before that:");
            page.reversed().forEach(message -> chat.line(transcript.line(message)));
        });
    }

    void close() {
        if (reading != null) {
            reading.close();
        }
        if (room != null && !room.isGroup()) {
            var unused = kith.watchPresence(List.of()).exceptionally(failure -> null);
        }
        reading = null;
        room = null;
        held = null;
        saidTyping = null;
        transcript.clear();
        chat.standing().room("");
    }

    // ---- writing ----

    /// Says it in the open conversation; kept where there is no connection.
    void say(String text) {
        var to = room;
        if (to == null) {
            chat.faint("Nobody is here to hear it. /list shows your conversations, /open ADDRESS begins one.");
        } else {
            send(to, params(to), text, text);
        }
    }

    /// Tells the open conversation where a file is.
    void bring(RemoteFile file) {
        var to = room;
        if (to != null) {
            send(to, params(to).withFile(file), file.name(), Transcript.file(file));
        }
    }

    private static MessageParams params(Room to) {
        return (to.isGroup() ? MessageParams.toGroup() : MessageParams.to(to.peer())).withReadReceipt(true);
    }

    /// @param shown what the user sees of it
    private void send(Room to, MessageParams params, String text, String shown) {
        var id = to.isGroup() ? Optional.<Integer>empty() : nextId();
        boolean waits = !chat.standing().isOnline();
        if (id.isPresent()) {
            long global = global(id.get());
            chat.line(transcript.show(global, shown, waits));
            if (waits) {
                shownWaiting.add(global);
            }
            sending(kith.sendMessage(params, id.get(), text), sent -> {});
        } else {
            chat.line(transcript.show(0, shown, waits));
            sending(
                    to.isGroup() ? kith.sendGroupMessage(to.group(), params, text) : kith.sendMessage(params, text),
                    sent -> known(sent, shown, waits));
        }
        chat.standing().last(MessageStatus.OUTBOX);
        saidTyping = null;
        chat.stands();
    }

    /// A device has its ids with its first connection.
    private Optional<Integer> nextId() {
        try {
            return Optional.of(kith.random());
        } catch (IllegalStateException beforeTheFirst) {
            return Optional.empty();
        }
    }

    private long global(int id) {
        return kith.getUid().orElse(0) << Integer.SIZE | Integer.toUnsignedLong(id);
    }

    private void sending(CompletableFuture<SentMessage> sent, Consumer<SentMessage> then) {
        long place = ++sends;
        underWay.put(place, sent);
        chat.standing().waits(1);
        // A refusal comes as what became of it.
        var unused = sent.whenCompleteAsync(
                (message, refusal) -> {
                    underWay.remove(place);
                    chat.standing().waits(-1);
                    if (message != null) {
                        then.accept(message);
                    }
                    chat.stands();
                },
                chat.desk());
    }

    private void known(SentMessage sent, String text, boolean waited) {
        transcript.known(sent.id(), text);
        chat.standing().last(own.getOrDefault(sent.id(), MessageStatus.SENT));
        if (waited) {
            chat.faint("✓ '" + Transcript.glimpse(text) + "' is sent");
        }
    }

    /// Done when nothing of this process waits any more.
    CompletableFuture<Void> sends() {
        return CompletableFuture.allOf(underWay.values().toArray(CompletableFuture[]::new))
                .exceptionally(refused -> null);
    }

    /// Tells the other side, now and then.
    void typing() {
        var to = room;
        var now = chat.clock().instant();
        boolean toldLately = saidTyping != null && now.isBefore(saidTyping.plus(TYPING_EVERY));
        if (to != null && !to.isGroup() && !toldLately && chat.standing().isOnline()) {
            saidTyping = now;
            // It is true only now; who does not hear it misses nothing.
            var unused = kith.sendActivity(to.peer(), Chat.TYPING).exceptionally(failure -> null);
        }
    }

    // ---- what happens ----

    boolean isAbout(Message message) {
        return Room.of(message).equals(room);
    }

    void arrived(Message message) {
        if (held != null) {
            held.add(message);
        } else {
            show(message);
        }
        if (!message.isOwn()) {
            chat.standing().typing(false);
        }
    }

    void became(MessageStatusChange change) {
        long id = change.id();
        var status = change.status();
        own.put(id, status);
        if (own.size() > REMEMBERED) {
            own.remove(own.keySet().iterator().next());
        }
        var what = transcript.glimpse(id).map(text -> "'" + text + "'").orElse("a message");
        if (transcript.lastOwn().filter(last -> last == id).isPresent()) {
            chat.standing().last(status);
        }
        if (status.isFailure()) {
            refused = Optional.of(id);
            shownWaiting.remove(id);
            chat.faint("✗ " + what + ": " + Marks.words(status));
        } else if (status != MessageStatus.OUTBOX && shownWaiting.remove(id)) {
            chat.faint("✓ " + what + " is sent");
        } else if (status != MessageStatus.OUTBOX) {
            var receipts = change.receipts();
            var far = receipts == null
                    ? Marks.words(status)
                    : receipts.delivered() + " of " + receipts.recipients() + " have it, " + receipts.read()
                            + " read it";
            chat.aside(Marks.sign(status) + " " + what + ": " + far);
        }
    }

    void changed(MessageUpdate update) {
        transcript.changed(update).ifPresent(chat::line);
    }

    void seen(Activity activity) {
        if (!isWith(activity.from())) {
            return;
        }
        boolean types = activity.kind().equals(Chat.TYPING);
        chat.standing().typing(types);
        if (types) {
            chat.aside(name() + " is typing");
            chat.desk().later(Standing.TYPING.plusMillis(100), chat::stands);
        }
    }

    void seen(Presence presence) {
        if (isWith(presence.address())) {
            chat.standing().presence(presence);
            chat.aside(name() + " is " + (presence.isOnline() ? "online" : "not online"));
        }
    }

    private boolean isWith(String address) {
        return Room.with(address).equals(room);
    }
}
