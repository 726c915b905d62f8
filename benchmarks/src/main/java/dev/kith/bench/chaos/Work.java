package dev.kith.bench.chaos;

import dev.kith.bench.load.Abreast;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Refused;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What happens in each run: many books are synced at once, then somebody signs up whom thousands hold. Callers behave
/// as devices do: what has no answer is sent again until it has one.
final class Work {
    private static final int AT_ONCE = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long AGAIN_MILLIS = 200;
    private static final int QUIET_LOOKS = 4;

    private final LocalStack stack;
    private final Gateway gateway;
    private final Cast cast;

    Work(LocalStack stack, Gateway gateway, Cast cast) {
        this.stack = stack;
        this.gateway = gateway;
        this.cast = cast;
    }

    /// All books, several at a time.
    ///
    /// @param halfWay counted down when half of the books are synced
    void syncBooks(CountDownLatch halfWay) throws InterruptedException {
        new Abreast(AT_ONCE, done -> {
                    if (done >= Cast.OWNERS / 2) {
                        halfWay.countDown();
                    }
                })
                .all(
                        Cast.OWNERS,
                        owner -> stubbornly(() -> gateway.post(
                                "/v1/contacts:sync",
                                cast.owners().get(owner).token(),
                                Map.of("region", "DE", "mode", "replace", "add", cast.book(owner)))));
    }

    void join() {
        stubbornly(cast::join);
    }

    /// Waits until a part of the holders, but most likely not all, have been told.
    void awaitFirstNotices() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var contacts = stack.database(Part.CONTACTS);
                var told = contacts.prepareStatement(
                        "select exists (select from phone_book where digest = ? and notified <> 0)")) {
            told.setObject(1, cast.awaited());
            while (!isTrue(told)) {
                if (System.nanoTime() > deadline) {
                    throw new BenchFailure(ExitCode.BROKEN, "Nobody is told of the one who signed up.");
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    private static boolean isTrue(PreparedStatement question) throws SQLException {
        try (var row = question.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /// Waits until nothing is left to do anywhere, and nothing more comes; for as long as something moves.
    void awaitQuiet() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var contacts = stack.database(Part.CONTACTS);
                var profile = stack.database(Part.PROFILE);
                var messaging = stack.database(Part.MESSAGING);
                var backlog = new Backlog(stack.kafka())) {
            long before = -1;
            for (int quiet = 0; quiet < QUIET_LOOKS; ) {
                long due = number(
                                contacts,
                                "select (select count(*) from join_job) + (select count(*) from unsettled)"
                                        + " + (select count(*) from outbox)")
                        + number(profile, "select count(*) from outbox")
                        + backlog.records();
                long done = number(
                                profile,
                                "select (select count(*) from book_applied) + (select count(*) from relationship)")
                        + number(messaging, "select count(*) from message");
                quiet = due == 0 && done == before ? quiet + 1 : 0;
                if (due + done != before) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                }
                before = due + done;
                if (System.nanoTime() > deadline) {
                    throw new BenchFailure(
                            ExitCode.BROKEN,
                            "The services did not come to rest: " + due + " things are still to be done.");
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static <T> T stubbornly(Supplier<T> call) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (Refused | BenchFailure failure) {
                boolean forGood = failure instanceof Refused refused && !refused.isPassing();
                if (forGood || System.nanoTime() > deadline) {
                    throw failure;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchFailure(ExitCode.INCOMPLETE, "Interrupted.", e);
            }
        }
    }
}
