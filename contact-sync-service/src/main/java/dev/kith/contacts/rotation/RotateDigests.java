package dev.kith.contacts.rotation;

import dev.kith.contacts.number.Digests;
import dev.kith.contacts.number.Pepper;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Takes the digests from one key to the next, a chunk at a time.
///
/// A chunk is one transaction, with the cursor that says how far it came: a killed node's work goes on
/// elsewhere, and of two nodes one waits. At each moment a user is found under every key that an entry can
/// stand under, so no sync, match or join waits for any of this.
@ApplicationScoped
class RotateDigests {
    /// Books locked at once.
    private static final int MOST_BOOKS = 200;

    private final Pool pool;
    private final KeyRepository keys;
    private final DirectoryRows directory;
    private final BookRows books;
    private final Digests digests;
    private final RotationConfiguration configuration;
    private final Clock clock;
    private final AtomicLong underOldKeys = new AtomicLong();

    RotateDigests(
            Pool pool,
            KeyRepository keys,
            DirectoryRows directory,
            BookRows books,
            Digests digests,
            RotationConfiguration configuration,
            Clock clock) {
        this.pool = pool;
        this.keys = keys;
        this.directory = directory;
        this.books = books;
        this.digests = digests;
        this.configuration = configuration;
        this.clock = clock;
    }

    /// Lets an operator see when an old key can go.
    void measure(MeterRegistry registry) {
        registry.gauge("kith.contacts.entries.under.old.keys", underOldKeys);
    }

    /// Whether the next chunk can follow at once.
    Uni<Boolean> nextChunk() {
        return keys.all(pool)
                .invoke(this::follow)
                .flatMap(known -> due(known).isEmpty()
                        ? Uni.createFrom().item(false)
                        : pool.withTransaction(transaction -> keys.locked(transaction)
                                .flatMap(mine -> due(mine).isEmpty()
                                        ? Uni.createFrom().item(false)
                                        : work(transaction, due(mine).orElseThrow()))));
    }

    /// Uses the key that the database says can be used.
    private void follow(List<Key> known) {
        var first = digests.peppers().getFirst();
        var last = digests.peppers().getLast();
        var state =
                known.stream().filter(key -> key.version() == first.version()).findFirst();
        digests.use(state.filter(key -> key.step().isUsed()).isPresent() ? first.version() : last.version());
        underOldKeys.set(state.map(Key::leftBy).orElse(0L));
    }

    private Optional<Due> due(List<Key> known) {
        return Due.of(digests.peppers(), known, clock.instant(), configuration.recount());
    }

    private Uni<Boolean> work(SqlConnection transaction, Due due) {
        return switch (due) {
            case Due.Begin begin -> keys.save(transaction, begin.key()).replaceWith(true);
            case Due.Fill fill -> fill(transaction, fill.key(), fill.pepper());
            case Due.Move move -> move(transaction, move.key());
            case Due.Drop drop -> drop(transaction, drop.key(), drop.present());
            case Due.Clear clear -> clear(transaction, clear.key(), clear.present());
        };
    }

    private Uni<Boolean> fill(SqlConnection transaction, Key key, Pepper pepper) {
        return directory
                .next(transaction, key, configuration.users())
                .flatMap(uids -> uids.isEmpty()
                        ? keys.save(transaction, key.begins(Step.FILLED))
                        : directory
                                .add(transaction, pepper, uids)
                                .flatMap(done -> keys.save(transaction, key.reached(uids.getLast(), 0))))
                .replaceWith(true);
    }

    private Uni<Boolean> move(SqlConnection transaction, Key key) {
        return books.lock(transaction, key, MOST_BOOKS)
                .flatMap(next -> next.isEmpty()
                        ? keys.save(transaction, key.ended()).replaceWith(true)
                        : settled(transaction, next).flatMap(settled -> move(transaction, key, settled)));
    }

    /// The first of these books that have as many entries as a chunk takes. Ends before one that is between the
    /// two steps of a sync: the second looks for digests that the first has stored.
    private Uni<Long[]> settled(SqlConnection transaction, List<BookRows.Book> next) {
        var chunk = chunk(next);
        return books.unsettled(transaction, chunk).map(unsettled -> {
            int end = 0;
            while (end < chunk.length && !unsettled.contains(chunk[end])) {
                end++;
            }
            return java.util.Arrays.copyOf(chunk, end);
        });
    }

    private Long[] chunk(List<BookRows.Book> next) {
        int end = 0;
        int entries = 0;
        while (end < next.size() && (end == 0 || entries + next.get(end).entries() <= configuration.entries())) {
            entries += next.get(end++).entries();
        }
        return next.subList(0, end).stream().map(BookRows.Book::owner).toArray(Long[]::new);
    }

    private Uni<Boolean> move(SqlConnection transaction, Key key, Long[] owners) {
        if (owners.length == 0) {
            return Uni.createFrom().item(false);
        }
        return books.move(transaction, key.version(), owners)
                .flatMap(done -> books.left(transaction, key.version(), owners))
                .call(left -> key.step() == Step.MOVING && !left.isEmpty()
                        ? books.ask(transaction, ownersOf(left))
                        : Uni.createFrom().voidItem())
                .flatMap(left -> keys.save(transaction, key.reached(owners[owners.length - 1], sum(left))))
                .replaceWith(true);
    }

    private Uni<Boolean> drop(SqlConnection transaction, Key key, int present) {
        return books.lock(transaction, key, MOST_BOOKS)
                .map(next -> chunk(next))
                .flatMap(owners -> owners.length == 0
                        ? keys.save(transaction, key.begins(Step.CLEARING))
                        : books.move(transaction, present, owners)
                                .flatMap(done -> books.drop(transaction, key.version(), owners))
                                .flatMap(done -> keys.save(transaction, key.reached(owners[owners.length - 1], 0))))
                .replaceWith(true);
    }

    /// Whoever joined through a node that did not know the present key gets their row first.
    private Uni<Boolean> clear(SqlConnection transaction, Key key, Pepper present) {
        return directory
                .nextUnder(transaction, key, configuration.users())
                .flatMap(uids -> uids.isEmpty()
                        ? keys.delete(transaction, key)
                        : directory
                                .add(transaction, present, uids)
                                .flatMap(done -> directory.remove(transaction, key, uids))
                                .flatMap(done -> keys.save(transaction, key.reached(uids.getLast(), 0))))
                .replaceWith(true);
    }

    private static Long[] ownersOf(List<BookRows.Book> books) {
        return books.stream().map(BookRows.Book::owner).toArray(Long[]::new);
    }

    private static long sum(List<BookRows.Book> books) {
        return books.stream().mapToLong(BookRows.Book::entries).sum();
    }
}
