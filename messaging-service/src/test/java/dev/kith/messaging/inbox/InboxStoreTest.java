package dev.kith.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import dev.kith.messaging.writer.Claims;
import dev.kith.messaging.writer.FencedException;
import dev.kith.messaging.writer.LogIdentity;
import dev.kith.messaging.writer.LogRun;
import dev.kith.messaging.writer.LogRun.Logged;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Two writers on one database, through logs of their own.
@SocketTest
class InboxStoreTest {
    private final InboxStore store;
    private final Claims claims;
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final LogIdentity log = new LogIdentity("log-of-" + alice.uid(), "one", 4);

    InboxStoreTest(InboxStore store, Claims claims) {
        this.store = store;
        this.claims = claims;
    }

    @Test
    void letsAnExOwnerWriteNothing() throws Exception {
        var old = claims.takeOver(log, List.of(0));
        var current = claims.takeOver(log, List.of(0));

        assertThatThrownBy(() -> store.store(log, old.values(), run(1, "late"))).isInstanceOf(FencedException.class);

        assertThat(rows()).isZero();
        assertThat(current.get(0).nextOffset()).isZero();
        assertThat(store.store(log, current.values(), run(1, "mine")).committed())
                .isTrue();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void goesOnWhereTheLastOwnerStopped() throws Exception {
        store.store(log, claims.takeOver(log, List.of(0)).values(), run(3, "a"));

        var claim = claims.takeOver(log, List.of(0)).get(0);

        assertThat(claim.nextOffset()).isEqualTo(3);
    }

    @Test
    void refusesABatchThatWasStoredBefore() throws Exception {
        var mine = claims.takeOver(log, List.of(0));
        store.store(log, mine.values(), run(3, "a"));

        // As if the writer had died between commit and push, and came with the same again.
        assertThatThrownBy(() -> store.store(log, mine.values(), run(3, "a"))).isInstanceOf(FencedException.class);

        assertThat(rows()).isEqualTo(3);
        assertThat(head()).isEqualTo(3);
    }

    @Test
    void storesRepeatedRecordsOnceAndTellsThemOnce() throws Exception {
        var claim = claims.takeOver(log, List.of(0)).get(0);
        store.store(log, List.of(claim), run(3, "a"));

        var again = store.store(log, List.of(claim.advanced(3)), shifted(run(3, "a"), 3));

        assertThat(again.change().entries()).isEmpty();
        assertThat(head()).isEqualTo(3);
    }

    @Test
    void refusesAllWhenOnePartitionIsLost() throws Exception {
        var both = claims.takeOver(log, List.of(0, 1));
        claims.takeOver(log, List.of(1));

        assertThatThrownBy(() ->
                        store.store(log, both.values(), List.of(run(1, "a").getFirst(), LogRun.none(1, 1))))
                .isInstanceOf(FencedException.class);

        assertThat(rows()).isZero();
    }

    @Test
    void letsOneOfTwoWin() throws Exception {
        var one = claims.takeOver(log, List.of(0));
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> write = () -> {
                try {
                    return store.store(log, one.values(), run(5, "a")).committed();
                } catch (FencedException tooLate) {
                    return false;
                }
            };

            var won = threads.invokeAll(List.of(write, write)).stream()
                    .filter(result -> result.resultNow())
                    .count();

            assertThat(won).isEqualTo(1);
            assertThat(rows()).isEqualTo(5);
            assertThat(head()).isEqualTo(5);
        }
    }

    @Test
    void doesNotKnowWhetherABatchIsStoredWhoseConnectionBrokeUnderWay() throws Exception {
        var mine = claims.takeOver(log, List.of(0));
        store.store(log, mine.values(), run(1, "before"));
        var claim = claims.takeOver(log, List.of(0)).get(0);
        try (var other = SharedStack.get().database(Part.MESSAGING);
                var held = other.createStatement();
                var threads = Executors.newSingleThreadExecutor()) {
            other.setAutoCommit(false);
            held.execute("select head from inbox_head where owner = %d for update".formatted(bob.uid()));
            var writing = threads.submit(() -> store.store(log, List.of(claim), shifted(run(2, "cut off"), 1)));
            await().until(() -> terminated("insert into inbox_head"));

            assertThat(writing.get().committed()).isFalse();
            other.rollback();
        }

        assertThat(claims.confirm(log, List.of(claim)).get(0).nextOffset()).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void tellsABatchThatTheStoreRefusesFromOneOfWhichNothingIsKnown() throws Exception {
        var claim = claims.takeOver(log, List.of(0)).get(0);

        assertThatThrownBy(() -> store.store(log, List.of(claim), run(3, "no text of a database: \u0000")))
                .isInstanceOf(SQLException.class);

        assertThat(rows()).isZero();
        assertThat(claims.confirm(log, List.of(claim)).get(0).nextOffset()).isZero();
    }

    /// Ends the connections that are at this statement. Whether there were any.
    private static boolean terminated(String statement) {
        return TestUser.number(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                + " where query like ? and wait_event_type = 'Lock'",
                        "%" + statement + "%")
                > 0;
    }

    @Test
    void storesNothingForAUserWhoLeft() throws Exception {
        var claim = claims.takeOver(log, List.of(0)).get(0);
        TestUser.execute("update person set gone = true where uid = ?", bob.uid());

        var stored = store.store(log, List.of(claim), run(3, "still in the log"));

        assertThat(stored.committed()).isTrue();
        assertThat(stored.change().entries()).isEmpty();
        assertThat(rows()).isZero();
        assertThat(head()).isZero();
    }

    @Test
    void knowsAnotherLogOfTheSameName() throws SQLException {
        claims.takeOver(log, List.of(0));

        assertThat(claims.belongsTo(log)).isTrue();
        assertThat(claims.belongsTo(new LogIdentity(log.topic(), "two", 4))).isFalse();
        assertThat(claims.belongsTo(new LogIdentity(log.topic(), "one", 8))).isFalse();
    }

    @Test
    void noticesWhenItIsNoLongerTheOwner() throws SQLException {
        var old = claims.takeOver(log, List.of(0));
        assertThat(claims.confirm(log, old.values())).isEqualTo(old);

        claims.takeOver(log, List.of(0));

        assertThatThrownBy(() -> claims.confirm(log, old.values())).isInstanceOf(FencedException.class);
    }

    private List<LogRun<InboxRecord>> run(int count, String text) {
        return List.of(new LogRun<>(
                0,
                count,
                IntStream.range(0, count)
                        .mapToObj(i -> new Logged<>(i, record(i + 1, text)))
                        .toList()));
    }

    private static List<LogRun<InboxRecord>> shifted(List<LogRun<InboxRecord>> runs, int by) {
        return runs.stream()
                .map(run -> new LogRun<>(run.partition(), run.next() + by, run.records()))
                .toList();
    }

    private InboxRecord record(int id, String text) {
        return InboxRecord.newBuilder()
                .setOwner(bob.uid())
                .setMessage(StoredMessage.newBuilder()
                        .setId(alice.uid() << 32 | id)
                        .setSender(alice.uid())
                        .setRecipient(bob.uid())
                        .setText(text))
                .build();
    }

    private long rows() {
        return TestUser.number("select count(*) from message where owner = ?", bob.uid());
    }

    private long head() {
        return TestUser.number("select head from inbox_head where owner = ?", bob.uid());
    }
}
