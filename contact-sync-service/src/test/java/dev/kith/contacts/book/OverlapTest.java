package dev.kith.contacts.book;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.MatchedPeer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Syncs that meet a join, another sync or a crash between their two steps. The latch is an advisory lock of the
/// database, taken by triggers that only this test has: one where the first step is about to commit, one where the
/// second has begun.
@QuarkusTest
@WithTestResource(ContactsStack.class)
class OverlapTest {
    private static final long LATCH = 4_711;

    private final People people = new People();

    @BeforeEach
    void armLatch() {
        people.execute("create or replace function latch() returns trigger language plpgsql as"
                + " $$ begin perform pg_advisory_xact_lock(" + LATCH + "); return coalesce(new, old); end $$");
    }

    @AfterEach
    void removeLatch() {
        people.execute("drop trigger if exists latch on unsettled");
    }

    @Test
    void findsSomeoneWhoJoinsBeforeTheFirstStepCommits() throws SQLException {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.execute("create trigger latch after insert on unsettled for each row execute function latch()");

        // The join sees no entry, the first step no user: only the second step can bring them together.
        long bob;
        CompletableFuture<JsonPath> sync;
        try (var latch = closed()) {
            sync = start(() -> people.add(alice, number));
            awaitLatched();
            bob = people.join(number, EVERYONE);
            people.awaitQuiet();
            assertThat(people.noticesTo(alice)).isEmpty();
            latch.rollback();
        }

        assertThat(sync.join().getList("matched.uid", Long.class)).containsExactly(bob);
        assertThat(people.noticesTo(alice)).isEmpty();
        assertThat(peers(alice)).containsExactly(bob);
    }

    @Test
    void tellsOnceWhenJoinAndSyncSeeEachOther() throws SQLException {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.execute("create trigger latch before delete on unsettled for each row execute function latch()");

        long bob;
        CompletableFuture<JsonPath> sync;
        try (var latch = closed()) {
            // The second step waits at its end, with the book locked: the join has to wait for it, and finds it told.
            sync = start(() -> people.add(alice, number));
            awaitLatched();
            bob = people.join(number, EVERYONE);
            latch.rollback();
        }

        var told = sync.join().getList("matched.uid", Long.class).size()
                + people.noticesTo(alice).size();
        assertThat(told).isEqualTo(1);
        assertThat(peers(alice)).containsExactly(bob);
    }

    @Test
    void tellsAHolderWhoseOwnSyncOverlapsThatOfSomeoneUnderContacts() throws SQLException {
        var aliceNumber = newNumber();
        var bobNumber = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        long bob = people.join(bobNumber, CONTACTS);
        people.execute("create trigger latch after insert on unsettled for each row execute function latch()");

        CompletableFuture<JsonPath> first;
        CompletableFuture<JsonPath> second;
        try (var latch = closed()) {
            first = start(() -> people.add(alice, bobNumber));
            second = start(() -> people.add(bob, aliceNumber));
            awaitLatched(2);
            latch.rollback();
        }
        int answered = first.join().getList("matched").size()
                + second.join().getList("matched").size();

        int noticed = people.noticesTo(alice).size() + people.noticesTo(bob).size();
        assertThat(answered + noticed).isEqualTo(2);
        assertThat(peers(alice)).contains(bob);
        assertThat(peers(bob)).contains(alice);
    }

    @Test
    void settlesABookWhoseSecondStepNeverCame() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        // What a crash between the steps leaves when a join fell into the gap: an entry, a user, neither told.
        long bob = people.join(number, EVERYONE);
        people.awaitQuiet();
        int before = people.matchedOf(alice).size();
        people.execute("update phone_book set notified = 0 where owner = " + alice);
        people.execute("insert into unsettled (owner, version, since) values (" + alice
                + ", 1, now() - interval '1 hour') on conflict (owner) do update set since = excluded.since");

        await().atMost(People.LIMIT)
                .until(() -> people.number("select count(*) from unsettled where owner = " + alice) == 0);

        assertThat(people.matchedOf(alice)).hasSize(before + 1);
        assertThat(people.matchedOf(alice).getLast().getPeers(0).getUid()).isEqualTo(bob);
        assertThat(people.number("select notified from phone_book where owner = " + alice))
                .isEqualTo(bob);
    }

    @Test
    void takesTwoDevicesAtOnceInTurns() {
        long alice = people.join(newNumber(), CONTACTS);
        var number = newNumber();
        long bob = people.join(number, EVERYONE);
        var calls = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> start(() -> people.sync(
                        alice,
                        Map.of(
                                "mode",
                                "replace",
                                "levels",
                                List.of(i + 1),
                                "add",
                                List.of(number, newNumber(), newNumber())))))
                .toList();
        calls.forEach(CompletableFuture::join);

        var last = people.matchedOf(alice).getLast();
        assertThat(people.number("select entries from book where owner = " + alice))
                .isEqualTo(17);
        assertThat(people.number("select levels from phone_book where notified = " + bob + " and owner = " + alice))
                .isEqualTo(last.getPeers(0).getLevels());
        assertThat(people.number("select checksum - (select bit_xor(tag) from phone_book where owner = " + alice
                        + ") from book where owner = " + alice))
                .isZero();
        assertThat(people.matchedOf(alice))
                .isSortedAccordingTo(java.util.Comparator.comparingLong(ContactsMatched::getBookVersion)
                        .thenComparingInt(ContactsMatched::getPart))
                .doesNotHaveDuplicates();
    }

    private static CompletableFuture<JsonPath> start(Supplier<JsonPath> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    private Connection closed() throws SQLException {
        var connection = people.database();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LATCH + ")");
        }
        return connection;
    }

    private void awaitLatched() {
        awaitLatched(1);
    }

    private void awaitLatched(int syncs) {
        await().atMost(People.LIMIT)
                .until(() -> people.number("select count(*) from pg_locks where locktype = 'advisory' and not granted"
                                + " and objid = " + LATCH)
                        == syncs);
    }

    private List<Long> peers(long owner) {
        return people.matchedOf(owner).stream()
                .flatMap(event -> event.getPeersList().stream())
                .map(MatchedPeer::getUid)
                .distinct()
                .toList();
    }
}
