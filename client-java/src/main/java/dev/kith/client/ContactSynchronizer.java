package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.phonebook.AddressBookSource;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import dev.kith.client.rest.Signer;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the user's phone book and hears who of it can be reached. Any spelling of a number is taken; national ones are
 * read as of {@link #setRegion the region}. Calls are answered one after the other, in the order in which they were made.
 * Thread-safe.
 *
 * <pre>{@code
 * kith.contactSynchronizer().setRegion("DE").sync(numbers).thenAccept(result -> result.matched().forEach(...));
 * }</pre>
 */
public final class ContactSynchronizer {
    /** What a contact is granted unless {@link #setLevels} says otherwise. */
    public static final Set<Integer> USUAL_LEVELS = Set.of(1, 2, 5);

    /** Entries a call, as the server takes them. */
    private static final int CHUNK = 10_000;

    private final Gateway gateway;
    private final Credentials credentials;
    private final Listeners listeners;
    private final Supplier<Core> core;
    private final Executor reading;
    private Set<Integer> levels = USUAL_LEVELS;
    private boolean subscribe = true;
    private @Nullable String region;
    private final List<Job> collected = new ArrayList<>();
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

    private enum Act {
        REPLACE,
        MERGE,
        REMOVE
    }

    /** @param user who asked for it, in whose name alone it is done */
    private record Job(
            Act act,
            List<String> addresses,
            Set<Integer> levels,
            boolean subscribe,
            @Nullable String region,
            Signer user) {
        /** How its entries are at the server. */
        String words() {
            return new TreeSet<>(levels) + " " + subscribe + " " + region;
        }
    }

    /** @param reading reads address books */
    ContactSynchronizer(
            Gateway gateway, Credentials credentials, Listeners listeners, Supplier<Core> core, Executor reading) {
        this.gateway = gateway;
        this.credentials = credentials;
        this.listeners = listeners;
        this.core = core;
        this.reading = reading;
    }

    /** The levels that entries are granted from the next call on; 1, 2 and 5 at first. */
    @CanIgnoreReturnValue
    public synchronized ContactSynchronizer setLevels(int... newLevels) {
        var granted = new TreeSet<Integer>();
        for (int level : newLevels) {
            granted.add(level);
        }
        levels = Set.copyOf(granted);
        return this;
    }

    /** Whether the user hears of changes of their profiles, from the next call on; on at first. */
    @CanIgnoreReturnValue
    public synchronized ContactSynchronizer subscribe(boolean on) {
        subscribe = on;
        return this;
    }

    /** Two letters: where numbers without a country code belong. */
    @CanIgnoreReturnValue
    public synchronized ContactSynchronizer setRegion(String newRegion) {
        region = newRegion;
        return this;
    }

    /** These entries have exactly the set levels from now on. Entries that are not named stay as they are. */
    @CanIgnoreReturnValue
    public CompletableFuture<ContactSyncResult> sync(Collection<String> addresses) {
        return run(job(Act.REPLACE, addresses));
    }

    /** As {@link #sync(Collection)} if now, else collected for {@link #syncNow()}. */
    public void sync(Collection<String> addresses, boolean now) {
        later(job(Act.REPLACE, addresses), now);
    }

    /** These entries have the set levels besides those that they have. */
    @CanIgnoreReturnValue
    public CompletableFuture<ContactSyncResult> syncAsUpdate(Collection<String> addresses) {
        return run(job(Act.MERGE, addresses));
    }

    /** As {@link #syncAsUpdate(Collection)} if now, else collected for {@link #syncNow()}. */
    public void syncAsUpdate(Collection<String> addresses, boolean now) {
        later(job(Act.MERGE, addresses), now);
    }

    /** These are no entries any more; what they were granted by a sync is withdrawn. */
    @CanIgnoreReturnValue
    public CompletableFuture<ContactSyncResult> remove(Collection<String> addresses) {
        return run(job(Act.REMOVE, addresses));
    }

    /** Sends what was collected, in the order of the calls; the future has the last result of each. */
    @CanIgnoreReturnValue
    public CompletableFuture<List<ContactSyncResult>> syncNow() {
        List<Job> jobs;
        synchronized (this) {
            jobs = List.copyOf(collected);
            collected.clear();
        }
        var results = new ArrayList<ContactSyncResult>();
        CompletableFuture<?> all = CompletableFuture.completedFuture(null);
        for (var job : jobs) {
            var one = run(job);
            all = all.thenCompose(before -> one.thenAccept(results::add));
        }
        return all.thenApply(done -> List.copyOf(results));
    }

    /**
     * Brings the book at the server to this one: sends the numbers that it does not have from this device, takes away those that
     * are in the address book no more, and leaves alone what other devices have put in. With {@link Kith#setPath} it is remembered
     * what was sent, so that the next time, after a restart too, only the difference goes.
     *
     * <p>Names stay here. From now on the people are called by them: {@link Profile#displayName}, and {@code onProfileUpdated} tells
     * whose name is another. {@code INVALID_VALUE}: the address book cannot be read. What was answered before a failure counts.
     */
    @CanIgnoreReturnValue
    public synchronized CompletableFuture<BookSync> syncBook(AddressBookSource source) {
        var manner = job(Act.REPLACE, List.of());
        var mine = last.thenComposeAsync(before -> upload(source, manner), reading);
        last = mine.handle((result, failure) -> failure == null);
        return mine;
    }

    private CompletableFuture<BookSync> upload(AddressBookSource source, Job manner) {
        var kept = core.get().book();
        var upload = new BookUpload(kept, new Sending(manner), manner.words(), CHUNK);
        return upload.run(source)
                .thenCompose(done -> core.get().callAsTheBookDoes(kept).thenApply(called -> done));
    }

    private final class Sending implements BookUpload.Sender {
        private final Job manner;

        Sending(Job manner) {
            this.manner = manner;
        }

        @Override
        public CompletableFuture<JsonObject> send(boolean remove, List<String> addresses, @Nullable Long base) {
            var act = remove ? Act.REMOVE : Act.REPLACE;
            var job = new Job(act, addresses, manner.levels, manner.subscribe, manner.region, manner.user);
            var body = body(job, addresses);
            if (base != null) {
                body.addProperty("base", base);
            }
            return gateway.signed(Call.post(body, "v1", "contacts:sync"), manner.user)
                    .thenApply(Json::object);
        }

        @Override
        public void progress(int done, int total, @Nullable ContactSyncResult result) {
            var progress = new ContactsSynced(done, total, result);
            listeners.tell(listener -> listener.onContactsSynced(progress));
        }
    }

    /**
     * Sends an exported phone book (vCard or CSV, at most 20 MB) as it is, and hears what became of every number. Names
     * stay unread. These entries have exactly the set levels from now on; entries that are not named stay as they are.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<ContactImportResult> importFile(Path file) {
        return upload(file, false);
    }

    /** As {@link #importFile(Path)}; the entries have the set levels besides those that they have. */
    @CanIgnoreReturnValue
    public CompletableFuture<ContactImportResult> importFileAsUpdate(Path file) {
        return upload(file, true);
    }

    private synchronized CompletableFuture<ContactImportResult> upload(Path file, boolean merge) {
        Call call;
        try {
            call = ContactImport.call(file, merge, levels, subscribe, region);
        } catch (IOException unreadable) {
            return CompletableFuture.failedFuture(
                    KithException.of(ErrorCode.BAD_FILE, "The file cannot be read: " + unreadable.getMessage()));
        } catch (KithException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        var user = credentials.ofOneUser();
        var mine = last.thenCompose(before -> gateway.signed(call, user))
                .thenApply(answer -> ContactImport.result(Json.object(answer)));
        last = mine.handle((result, failure) -> failure == null);
        return mine;
    }

    /** What the server holds of the book, whichever device sent it. */
    public CompletableFuture<ContactBook> list() {
        return page(Call.get("v1", "contacts"), new ArrayList<>(), credentials.ofOneUser());
    }

    /**
     * How this address stands in the book, whichever device sent it. Nothing is added, and nothing looked up.
     *
     * @param address in its one canonical spelling, such as {@code +4915112345678}
     */
    public CompletableFuture<ContactStanding> standing(String address) {
        return standing(Call.get("v1", "contacts"), address, credentials.ofOneUser());
    }

    private CompletableFuture<ContactStanding> standing(Call call, String address, Signer user) {
        return gateway.signed(call, user).thenCompose(answer -> {
            var page = Json.object(answer);
            var tag = BookTags.of(Json.text(page, "tagKey"), address);
            for (var entry : Json.objects(page, "page")) {
                if (tag.equals(Json.text(entry, "tag"))) {
                    return CompletableFuture.completedFuture(standing(entry));
                }
            }
            return Json.optional(page, "next")
                    .map(next -> standing(Call.get("v1", "contacts").with("cursor", next.getAsString()), address, user))
                    .orElseGet(() -> CompletableFuture.completedFuture(ContactStanding.NOT_IN_BOOK));
        });
    }

    private static ContactStanding standing(JsonObject entry) {
        if (Json.optional(entry, "address").isPresent()) {
            return ContactStanding.REACHABLE;
        }
        return Json.optional(entry, "pending").map(JsonElement::getAsBoolean).orElse(false)
                ? ContactStanding.PENDING
                : ContactStanding.UNREACHABLE;
    }

    /**
     * Erases the whole book at the server, and withdraws what it granted. What the people of it are called here stays until the next
     * {@link #syncBook}, which sends the whole book.
     */
    @CanIgnoreReturnValue
    public synchronized CompletableFuture<Void> erase() {
        var user = credentials.ofOneUser();
        var mine = last.thenCompose(before -> gateway.signed(Call.delete("v1", "contacts"), user))
                .<Void>thenApply(answer -> null);
        last = mine.handle((nothing, failure) -> failure == null);
        return mine;
    }

    private CompletableFuture<ContactBook> page(Call call, List<ContactBook.Contact> contacts, Signer user) {
        return gateway.signed(call, user).thenCompose(answer -> {
            var page = Json.object(answer);
            for (var entry : Json.objects(page, "page")) {
                if (Json.optional(entry, "address").isPresent()) {
                    contacts.add(contact(entry));
                }
            }
            var next = Json.optional(page, "next").map(JsonElement::getAsString);
            return next.isPresent()
                    ? page(Call.get("v1", "contacts").with("cursor", next.get()), contacts, user)
                    : CompletableFuture.completedFuture(new ContactBook(
                            Json.number(page, "version"),
                            (int) Json.number(page, "entries"),
                            (int) Json.number(page, "pending"),
                            contacts));
        });
    }

    private static ContactBook.Contact contact(JsonObject entry) {
        return new ContactBook.Contact(
                Json.text(entry, "address"),
                Json.number(entry, "uid"),
                Json.levels(entry),
                Json.optional(entry, "subscribed")
                        .map(JsonElement::getAsBoolean)
                        .orElse(false));
    }

    private synchronized Job job(Act act, Collection<String> addresses) {
        return new Job(act, List.copyOf(addresses), levels, subscribe, region, credentials.ofOneUser());
    }

    private void later(Job job, boolean now) {
        synchronized (this) {
            collected.add(job);
        }
        if (now) {
            syncNow();
        }
    }

    private synchronized CompletableFuture<ContactSyncResult> run(Job job) {
        var mine = last.thenCompose(before -> chunk(job, 0, new ContactSyncAnswers(job.addresses)));
        last = mine.handle((result, failure) -> failure == null);
        return mine;
    }

    private CompletableFuture<ContactSyncResult> chunk(Job job, int from, ContactSyncAnswers answers) {
        int to = Math.min(from + CHUNK, job.addresses.size());
        var call = Call.post(body(job, job.addresses.subList(from, to)), "v1", "contacts:sync");
        return gateway.signed(call, job.user).thenCompose(answer -> {
            answers.add(Json.object(answer), from, to, job.act == Act.REMOVE);
            boolean done = to == job.addresses.size();
            var result = done ? answers.result() : null;
            var progress = new ContactsSynced(to, job.addresses.size(), result);
            listeners.tell(listener -> listener.onContactsSynced(progress));
            return result != null ? CompletableFuture.completedFuture(result) : chunk(job, to, answers);
        });
    }

    private static JsonObject body(Job job, List<String> addresses) {
        var body = new JsonObject();
        if (job.region != null) {
            body.addProperty("region", job.region);
        }
        body.addProperty("mode", job.act == Act.MERGE ? "merge" : "replace");
        if (job.act == Act.REMOVE) {
            body.add("remove", Json.strings(addresses));
        } else {
            body.add("levels", Json.numbers(new TreeSet<>(job.levels)));
            body.addProperty("subscribe", job.subscribe);
            body.add("add", Json.strings(addresses));
        }
        return body;
    }
}
