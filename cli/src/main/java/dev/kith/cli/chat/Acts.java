package dev.kith.cli.chat;

import dev.kith.cli.screen.Cells;
import dev.kith.cli.screen.Screen;
import dev.kith.client.Conversation;
import dev.kith.client.HistoryQuery;
import dev.kith.client.Kith;
import dev.kith.client.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Does what the user typed. The answer is done when the next line may be looked at.
final class Acts {
    private static final int LISTED = 30;
    private static final int FOUND = 20;
    private static final int NAMES_PATIENCE_SECONDS = 3;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Chat chat;
    private final Kith kith;
    private final Talk talk;

    Acts(Chat chat, Kith kith, Talk talk) {
        this.chat = chat;
        this.kith = kith;
        this.talk = talk;
    }

    /// What is shown first.
    CompletableFuture<Void> begin(String first) {
        return list().thenComposeAsync(listed -> first.isEmpty() ? DONE : open(first), chat.desk());
    }

    CompletableFuture<Void> act(Typed typed) {
        return switch (typed) {
            case Typed.Nothing() -> DONE;
            case Typed.Text(var text) -> text.matches("\\d{1,4}") && talk.room() == null ? open(text) : said(text);
            case Typed.Unknown(var word) -> told("There is no " + word + "; /help lists what there is.");
            case Typed.Command(var act, var argument) -> act(act, argument);
        };
    }

    private CompletableFuture<Void> act(Typed.Act act, String argument) {
        return switch (act) {
            case LIST -> list();
            case OPEN -> open(argument);
            case LEAVE -> leave();
            case SHOW -> talk.again();
            case MORE -> talk.more();
            case SEARCH -> search(argument);
            case FILE -> bring(argument);
            case SAVE -> save(argument);
            case EDIT -> edit(argument);
            case DELETE -> delete();
            case REACT -> react(argument);
            case RETRY -> retry();
            case HELP -> help();
            case QUIT -> DONE;
        };
    }

    private CompletableFuture<Void> told(String text) {
        chat.faint(text);
        return DONE;
    }

    private CompletableFuture<Void> said(String text) {
        talk.say(text);
        return DONE;
    }

    private CompletableFuture<Void> help() {
        for (var act : Typed.Act.values()) {
            chat.line("  " + Cells.padded(act.word() + " " + act.takes, 18) + act.does);
        }
        return told("Everything else is said in the open conversation; //text says /text.");
    }

    // ---- conversations ----

    private CompletableFuture<Void> list() {
        return chat.then(
                kith.messages()
                        .getConversations(LISTED)
                        .thenComposeAsync(
                                all -> named(all.stream().map(Room::of).toList())
                                        .thenApply(named -> all),
                                chat.desk()),
                this::show);
    }

    /// Groups have their names then, as far as these come soon.
    CompletableFuture<Void> named(List<Room> rooms) {
        return CompletableFuture.allOf(rooms.stream()
                        .map(Room::group)
                        .filter(group -> group != 0 && !chat.people().knows(group))
                        .map(group -> kith.groups()
                                .profile(group)
                                .thenAcceptAsync(chat::onGroupProfileUpdated, chat.desk())
                                .exceptionally(failure -> null))
                        .toArray(CompletableFuture[]::new))
                .orTimeout(NAMES_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> null);
    }

    private void show(List<Conversation> conversations) {
        conversations.forEach(one -> chat.people().met(one.lastMessage()));
        chat.rooms().listed(conversations);
        var open = talk.room();
        if (open != null) {
            chat.rooms().read(open);
        }
        if (conversations.isEmpty()) {
            chat.faint("No conversations yet: /open ADDRESS begins one.");
        }
        for (int i = 0; i < conversations.size(); i++) {
            chat.line(line(i + 1, conversations.get(i), Objects.equals(open, Room.of(conversations.get(i)))));
        }
        chat.stands();
    }

    private String line(int number, Conversation one, boolean isOpen) {
        var name = Cells.cut(Screen.safeLine(chat.people().of(Room.of(one))));
        var unread = one.unread() == 0 || isOpen ? "" : one.unread() + " unread";
        var screen = chat.screen();
        return screen.paint(Screen.Colour.FAINT, "%3d".formatted(number)) + "  "
                + screen.paint(Screen.Colour.CYAN, Cells.padded(name, 24)) + "  "
                + screen.paint(Screen.Colour.YELLOW, Cells.padded(unread, 12)) + "  " + last(one.lastMessage());
    }

    private static String last(Message message) {
        var text = Transcript.glimpse(message.asText().orElse("(data)"));
        return message.isOwn() ? "you: " + text + " " + Marks.sign(message.status()) : text;
    }

    private CompletableFuture<Void> open(String which) {
        if (which.isBlank()) {
            return told("Open which? Its number in /list, a name, an address, or group:ID.");
        }
        var found = chat.rooms().find(which.strip());
        return found.isPresent()
                ? talk.open(found.get())
                : told("There is no " + which.strip() + " in the list; a new one is opened by +4915... or group:ID.");
    }

    private CompletableFuture<Void> leave() {
        talk.close();
        return list();
    }

    private CompletableFuture<Void> search(String words) {
        if (words.isBlank()) {
            return told("Search for which words?");
        }
        var room = talk.room();
        var session = kith.messages().open((room == null ? HistoryQuery.all() : room.query()).withWords(words.strip()));
        var shown = chat.then(session.read(FOUND), found -> {
            chat.faint(found.isEmpty() ? "Nothing has these words." : found.size() + " found, the newest last:");
            found.reversed().forEach(message -> {
                var where = room == null ? "[" + Screen.safeLine(chat.people().of(Room.of(message))) + "] " : "";
                chat.line(where + talk.transcript().line(message));
            });
        });
        return shown.whenComplete((done, failure) -> session.close());
    }

    // ---- files ----

    private CompletableFuture<Void> bring(String given) {
        var room = talk.room();
        if (room == null || given.isBlank()) {
            return told("/file PATH sends a file into the open conversation.");
        }
        var file = path(given);
        if (!Files.isRegularFile(file)) {
            return told("There is no file " + file + ".");
        }
        var name = String.valueOf(file.getFileName());
        chat.faint("Bringing " + name + " ...");
        // It may take long; the user goes on writing meanwhile.
        var unused = chat.then(kith.files().upload(file, (done, total) -> moved(name, done, total)), brought -> {
                    arrived();
                    if (room.equals(talk.room())) {
                        talk.bring(brought);
                    } else {
                        chat.faint(name + " is there, but its conversation is not open any more: " + brought.url());
                    }
                })
                .whenCompleteAsync((done, failure) -> arrived(), chat.desk());
        return DONE;
    }

    private CompletableFuture<Void> save(String given) {
        var url = talk.transcript().lastFile();
        if (url.isEmpty() || given.isBlank()) {
            return told(url.isEmpty() ? "No file came here." : "/save PATH: where to?");
        }
        var file = path(given);
        if (Files.exists(file)) {
            return told(file + " is there already; nothing was fetched.");
        }
        var name = String.valueOf(file.getFileName());
        var unused = chat.then(
                        kith.files().download(url.get(), file, (done, total) -> moved(name, done, total)),
                        saved -> chat.faint("Saved as " + saved + "."))
                .whenCompleteAsync((done, failure) -> arrived(), chat.desk());
        return DONE;
    }

    private static Path path(String given) {
        var text = given.strip();
        return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : Path.of(text);
    }

    private void moved(String name, long done, long total) {
        chat.desk().execute(() -> {
            if (chat.standing().moves(name, total == 0 ? 100 : (int) (done * 100 / total))) {
                chat.stands();
            }
        });
    }

    private void arrived() {
        chat.standing().movesNoMore();
        chat.stands();
    }

    // ---- the last message ----

    private CompletableFuture<Void> edit(String text) {
        var last = talk.transcript().lastOwn();
        if (last.isEmpty() || text.isBlank()) {
            return told("/edit TEXT gives your last message here another text.");
        }
        return changing(kith.editMessage(last.get(), text.strip()));
    }

    private CompletableFuture<Void> delete() {
        var last = talk.transcript().lastOwn();
        return last.isEmpty()
                ? told("There is no message of yours here.")
                : changing(kith.deleteMessage(last.get(), true));
    }

    private CompletableFuture<Void> react(String reaction) {
        var last = talk.transcript().lastOfOthers();
        return last.isEmpty()
                ? told("There is no message of somebody else's here.")
                : changing(kith.react(last.get(), reaction.strip()));
    }

    /// When the server has it the user is told as of any change; what is written next does not wait for it.
    private CompletableFuture<Void> changing(CompletableFuture<Void> change) {
        var unused = chat.then(change, done -> {});
        return chat.standing().isOnline() ? DONE : told("The change waits for the connection.");
    }

    private CompletableFuture<Void> retry() {
        var refused = talk.refused();
        if (refused.isEmpty()) {
            return told("Nothing was refused.");
        }
        return changing(kith.messages().resend((int) (long) refused.get()).thenApply(sent -> null));
    }
}
