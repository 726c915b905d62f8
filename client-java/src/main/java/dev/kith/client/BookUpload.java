package dev.kith.client;

import com.google.gson.JsonObject;
import dev.kith.client.people.KeptBook;
import dev.kith.client.people.KeptBook.Entry;
import dev.kith.client.people.Numbers;
import dev.kith.client.phonebook.AddressBookSource;
import dev.kith.client.phonebook.AddressBookSource.Contact;
import dev.kith.client.rest.Json;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings to the server the difference between the phone book and what the server has of it. Each part that is answered is kept
 * at once, so that one that breaks off goes on from there.
 */
final class BookUpload {
    private final Kept kept;
    private final Sender sender;
    private final String manner;
    private final int atOnce;
    private final List<Entry> removed = new ArrayList<>();
    private Map<String, Contact> wanted = Map.of();
    private List<String> toAdd = List.of();
    private int unchanged;
    private int added;
    private boolean startedOver;

    /** Where the book is kept. */
    interface Kept {
        <T> CompletableFuture<T> ask(Function<KeptBook, T> question);
    }

    /** How it is sent. */
    interface Sender {
        /**
         * Adds these, or removes them.
         *
         * @param base the version of the server's book that this is a difference to; null: of none
         */
        CompletableFuture<JsonObject> send(boolean remove, List<String> addresses, @Nullable Long base);

        void progress(int done, int total, @Nullable ContactSyncResult result);
    }

    private record Part(boolean remove, List<Entry> entries) {}

    /** @param manner how entries are uploaded; those that are uploaded otherwise are sent once more */
    BookUpload(Kept kept, Sender sender, String manner, int atOnce) {
        this.kept = kept;
        this.sender = sender;
        this.manner = manner;
        this.atOnce = atOnce;
    }

    CompletableFuture<BookSync> run(AddressBookSource source) {
        try {
            wanted = byNumber(source.contacts());
        } catch (IOException unreadable) {
            return CompletableFuture.failedFuture(KithException.of(
                    ErrorCode.INVALID_VALUE, "The address book cannot be read: " + unreadable.getMessage()));
        }
        return upload();
    }

    /** Of several that have one number the first gives the name. */
    private static Map<String, Contact> byNumber(List<Contact> contacts) {
        var byNumber = new LinkedHashMap<String, Contact>();
        for (var contact : contacts) {
            var number = Numbers.plain(contact.number());
            if (!number.isEmpty()) {
                byNumber.putIfAbsent(number, contact);
            }
        }
        return byNumber;
    }

    private CompletableFuture<BookSync> upload() {
        return kept.ask(this::parts)
                .thenCompose(parts -> {
                    var answers = new ContactSyncAnswers(toAdd);
                    return send(parts, 0, answers).thenApply(done -> {
                        var result = answers.result();
                        int total = removed.size() + toAdd.size();
                        sender.progress(total, total, result);
                        return new BookSync(wanted.size(), unchanged, removed.size(), result);
                    });
                })
                .handle((done, failure) ->
                        failure == null ? CompletableFuture.completedFuture(done) : again(KithException.from(failure)))
                .thenCompose(next -> next);
    }

    /** The server does not know any more what this device sent: all of it goes once more. */
    private CompletionStage<BookSync> again(KithException refusal) {
        if (refusal.code() != ErrorCode.BASE_UNKNOWN || startedOver) {
            return CompletableFuture.failedFuture(refusal);
        }
        startedOver = true;
        removed.clear();
        added = 0;
        return kept.ask(book -> {
                    book.startOver();
                    return true;
                })
                .thenCompose(done -> upload());
    }

    private List<Part> parts(KeptBook book) {
        var stored = book.all().stream().collect(Collectors.toMap(Entry::number, entry -> entry));
        var adding = new ArrayList<Entry>();
        var removing = new ArrayList<Entry>();
        book.together(() -> {
            wanted.forEach((number, contact) -> {
                var before = stored.get(number);
                var address = before == null ? null : before.address();
                var now = new Entry(number, contact.number(), contact.name(), manner, address);
                if (before == null || !manner.equals(before.uploaded())) {
                    adding.add(now);
                } else if (!before.name().equals(contact.name())) {
                    book.put(now);
                }
            });
            var staying = wanted.keySet().stream().collect(Collectors.groupingBy(Numbers::ending));
            for (var entry : stored.values()) {
                if (wanted.containsKey(entry.number())) {
                    continue;
                }
                boolean stays = staying.getOrDefault(Numbers.ending(entry.number()), List.of()).stream()
                        .anyMatch(number -> Numbers.mayBeOne(number, entry.number()));
                if (stays) {
                    book.remove(entry.number());
                } else {
                    removing.add(entry);
                }
            }
        });
        unchanged = wanted.size() - adding.size();
        toAdd = adding.stream().map(Entry::written).toList();
        return parts(removing, adding);
    }

    /** One at least, of nothing perhaps: so that a server that has forgotten the book says so. */
    private List<Part> parts(List<Entry> removing, List<Entry> adding) {
        var parts = new ArrayList<Part>();
        for (int from = 0; from < removing.size(); from += atOnce) {
            parts.add(new Part(true, removing.subList(from, Math.min(from + atOnce, removing.size()))));
        }
        for (int from = 0; from < adding.size() || parts.isEmpty(); from += atOnce) {
            parts.add(new Part(false, adding.subList(from, Math.min(from + atOnce, adding.size()))));
        }
        return parts;
    }

    private CompletableFuture<?> send(List<Part> parts, int next, ContactSyncAnswers answers) {
        if (next == parts.size()) {
            return CompletableFuture.completedFuture(null);
        }
        var part = parts.get(next);
        return kept.ask(KeptBook::version)
                .thenCompose(base -> sender.send(part.remove, addresses(part), base.orElse(null)))
                .thenCompose(answer -> {
                    if (part.remove) {
                        removed.addAll(part.entries);
                        answers.add(answer, 0, 0, true);
                    } else {
                        answers.add(answer, added, added + part.entries.size(), false);
                        added += part.entries.size();
                    }
                    return kept.ask(book -> took(book, part, answer));
                })
                .thenCompose(taken -> {
                    int total =
                            parts.stream().mapToInt(one -> one.entries.size()).sum();
                    if (next < parts.size() - 1) {
                        sender.progress(removed.size() + added, total, null);
                    }
                    return send(parts, next + 1, answers);
                });
    }

    private static List<String> addresses(Part part) {
        return part.entries.stream()
                .map(entry -> {
                    var address = entry.address();
                    return part.remove && address != null ? address : entry.written();
                })
                .toList();
    }

    private boolean took(KeptBook book, Part part, JsonObject answer) {
        var matched = new LinkedHashMap<Integer, String>();
        var newlyMatched = new HashSet<String>();
        for (var match : Json.objects(answer, "matched")) {
            var address = Json.text(match, "address");
            Json.optional(match, "index")
                    .ifPresentOrElse(index -> matched.put(index.getAsInt(), address), () -> newlyMatched.add(address));
        }
        book.together(() -> {
            book.version(Json.number(answer, "version"));
            for (int i = 0; i < part.entries.size(); i++) {
                var entry = part.entries.get(i);
                if (part.remove) {
                    book.remove(entry.number());
                } else {
                    book.put(entry.of(matched.get(i)));
                }
            }
            newlyMatched.forEach(address -> joined(book, address));
        });
        return true;
    }

    /** Somebody of the book can be reached under this address. Has their name. */
    static Optional<String> joined(KeptBook book, String address) {
        var theirs = book.unmatched(Numbers.ending(address)).stream()
                .filter(entry -> Numbers.mayBe(entry.number(), address))
                .toList();
        theirs.forEach(entry -> book.put(entry.of(address)));
        return theirs.stream().map(Entry::name).findFirst();
    }

    /** Somebody of the book has another address now. */
    static void moved(KeptBook book, String from, String to) {
        book.of(from).forEach(entry -> book.put(entry.of(to)));
    }

    /** How the book calls those of it who can be reached. */
    static Map<String, String> names(KeptBook book) {
        var names = new LinkedHashMap<String, String>();
        for (var entry : book.all()) {
            var address = entry.address();
            if (address != null && !entry.name().isBlank()) {
                names.putIfAbsent(address, entry.name());
            }
        }
        return names;
    }
}
