package dev.kith.contacts.directory;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static dev.kith.contracts.event.Discoverability.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contracts.event.ContactJoined;
import dev.kith.contracts.event.ContactsMatched;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Changed numbers, and numbers that pass to somebody else.
@QuarkusTest
@WithTestResource(ContactsStack.class)
class MoveTest {
    private static final long LATCH = 4_713;

    private final People people = new People();

    @Test
    void findsTheUserAtTheNewNumberAndNobodyAtTheOld() {
        var old = newNumber();
        var now = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        long bob = people.join(old, EVERYONE);

        people.move(bob, now, EVERYONE);

        assertThat(people.add(alice, old).getList("matched")).isEmpty();
        assertThat(people.add(alice, now).getList("matched.uid", Long.class)).containsExactly(bob);
    }

    @Test
    void tellsThoseWhoHoldTheOldNumberAndStandInTheMoversBookOnce() {
        var old = newNumber();
        var now = newNumber();
        var aliceNumber = newNumber();
        var blockedNumber = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        long stranger = people.join(newNumber(), CONTACTS);
        long blocked = people.join(blockedNumber, CONTACTS);
        people.add(alice, old);
        people.add(stranger, old);
        people.add(blocked, old);
        long bob = people.join(old, CONTACTS);
        people.add(bob, aliceNumber, blockedNumber);
        people.block(bob, blocked, true);
        people.awaitQuiet();

        people.announceMove(bob, now, CONTACTS, people.newUid());
        people.move(bob, now, CONTACTS);

        assertThat(people.noticesTo(alice))
                .filteredOn(notice -> !notice.getMovedFrom().isEmpty())
                .satisfiesExactly(notice -> {
                    assertThat(notice.getJoiner()).isEqualTo(bob);
                    assertThat(notice.getMovedFrom()).isEqualTo(old);
                    assertThat(notice.getAddress()).isEqualTo(now);
                    assertThat(notice.getMove()).isPositive();
                });
        assertThat(people.noticesTo(stranger)).isEmpty();
        assertThat(people.noticesTo(blocked))
                .noneMatch(notice -> notice.getAddress().equals(now));
        assertThat(people.matchedOf(alice)).as("a move grants nothing").hasSize(1);
    }

    @Test
    void tellsThoseWhoHoldTheNewNumberAloneOfAJoin() {
        var now = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, now);
        long bob = people.join(newNumber(), EVERYONE);

        people.move(bob, now, EVERYONE);

        assertThat(people.noticesTo(alice)).satisfiesExactly(notice -> {
            assertThat(notice.getJoiner()).isEqualTo(bob);
            assertThat(notice.getMovedFrom()).isEmpty();
        });
    }

    @Test
    void tellsNobodyOfSomeoneWhomNobodyMayFind() {
        var old = newNumber();
        var aliceNumber = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        people.add(alice, old);
        long bob = people.join(old, NOBODY);
        people.add(bob, aliceNumber);

        people.move(bob, newNumber(), NOBODY);

        assertThat(people.noticesTo(alice)).isEmpty();
    }

    @Test
    void tellsWhoComesToARecycledNumberAndGrantsThemNothing() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        long first = people.join(number, EVERYONE);
        people.awaitQuiet();
        people.leave(first, number);

        long second = people.join(number, EVERYONE);

        assertThat(people.noticesTo(alice)).extracting(ContactJoined::getJoiner).containsExactly(first, second);
        assertThat(people.matchedOf(alice))
                .filteredOn(event -> event.getPeers(0).getUid() == second)
                .isNotEmpty()
                .allSatisfy(this::grantsNothing);
        assertThat(people.number("select entries from book where owner = " + alice))
                .isOne();
    }

    @Test
    void grantsNothingToWhoComesToANumberThatSomeoneMovedAwayFrom() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        long first = people.join(number, EVERYONE);
        people.move(first, newNumber(), EVERYONE);

        long second = people.join(number, EVERYONE);

        assertThat(people.noticesTo(alice)).extracting(ContactJoined::getJoiner).contains(second);
        assertThat(people.matchedOf(alice))
                .filteredOn(event -> event.getPeers(0).getUid() == second)
                .isNotEmpty()
                .allSatisfy(this::grantsNothing);
    }

    @Test
    void takesBackWhatWaitedForSomeoneWhomTheHolderNeverSaw() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        long hidden = people.join(number, NOBODY);
        people.leave(hidden, number);

        people.join(number, EVERYONE);

        assertThat(people.matchedOf(alice)).isNotEmpty().allSatisfy(this::grantsNothing);
    }

    @Test
    void grantsAgainWhatADeviceNamesAfterwards() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.sync(alice, Map.of("mode", "replace", "levels", List.of(9), "add", List.of(number)));
        long first = people.join(number, EVERYONE);
        people.leave(first, number);
        long second = people.join(number, EVERYONE);
        people.awaitQuiet();

        people.sync(alice, Map.of("mode", "merge", "levels", List.of(2), "add", List.of(number)));

        var last = people.matchedOf(alice).getLast();
        assertThat(last.getPeers(0).getUid()).isEqualTo(second);
        assertThat(last.getPeers(0).getLevels()).isEqualTo(1 << 2);
        assertThat(people.number("select levels from phone_book where owner = " + alice))
                .isEqualTo(1 << 2);
    }

    @Test
    void keepsTheLaterHolderWhicheverEventComesFirst() {
        var number = newNumber();
        var aliceNumber = newNumber();
        var away = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        people.add(alice, number);
        long first = people.join(number, EVERYONE);
        people.add(first, aliceNumber);
        people.awaitQuiet();
        long moved = people.newUid();
        long second = people.newUid();

        people.announce(second, number, EVERYONE);
        people.awaitDirectory(second);
        people.announceMove(first, away, EVERYONE, moved);
        people.awaitDirectory(first);
        people.awaitCleared();

        assertThat(people.add(alice, number).getList("matched.uid", Long.class)).containsExactly(second);
        assertThat(people.add(alice, away).getList("matched.uid", Long.class)).containsExactly(first);
        assertThat(people.noticesTo(alice))
                .extracting(ContactJoined::getMovedFrom)
                .contains(number);
        assertThat(people.matchedOf(alice).stream()
                        .filter(event -> event.getMode() == ContactsMatched.Mode.MERGE)
                        .filter(event -> event.getPeers(0).getUid() == second))
                .isNotEmpty()
                .allSatisfy(this::grantsNothing);
    }

    @Test
    void givesANumberToWhoMovedThereLastThoughTheirUidIsLower() {
        var number = newNumber();
        long mover = people.join(newNumber(), EVERYONE);
        long before = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);

        people.move(mover, number, EVERYONE);
        people.announce(before, number, EVERYONE);
        people.leave(before, number);

        assertThat(people.add(alice, number).getList("matched.uid", Long.class)).containsExactly(mover);
    }

    @Test
    void staysWhereTheUserIsWhenAnOlderAnnouncementIsRepeated() {
        var old = newNumber();
        var now = newNumber();
        long bob = people.join(old, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        people.move(bob, now, EVERYONE);

        people.announce(bob, old, EVERYONE);
        people.join(newNumber(), EVERYONE);

        await().during(java.time.Duration.ofMillis(300))
                .until(() -> people.number("select count(*) from directory where address = '" + old + "'") == 0);
        assertThat(people.add(alice, now).getList("matched.uid", Long.class)).containsExactly(bob);
    }

    @Test
    void goesOnWithWhatANodeLeftVacated() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        // What is left of a node that died between the departure and the end of the grants.
        people.execute(
                "insert into vacated (digest, digests) select digest, array[digest] from phone_book where owner = "
                        + alice);

        long bob = people.join(number, EVERYONE);

        assertThat(people.number("select count(*) from vacated")).isZero();
        assertThat(people.matchedOf(alice)).singleElement().satisfies(event -> {
            assertThat(event.getPeers(0).getUid()).isEqualTo(bob);
            grantsNothing(event);
        });
    }

    @Test
    void withdrawsWhatAnEntryGaveSomeoneWhoMovedWhenItIsRemoved() {
        var old = newNumber();
        var now = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        long bob = people.join(old, EVERYONE);
        long carol = people.join(newNumber(), CONTACTS);
        people.add(alice, old);
        people.add(carol, old);
        people.move(bob, now, EVERYONE);
        people.add(carol, now);

        people.sync(alice, Map.of("remove", List.of(old)));
        people.sync(carol, Map.of("remove", List.of(old)));

        assertThat(people.matchedOf(alice).getLast().getMode()).isEqualTo(ContactsMatched.Mode.REMOVE);
        assertThat(people.matchedOf(alice).getLast().getPeers(0).getUid()).isEqualTo(bob);
        assertThat(people.matchedOf(carol)).noneMatch(event -> event.getMode() == ContactsMatched.Mode.REMOVE);
    }

    @Test
    void grantsTheNextUserNothingThoughAHolderSyncsWhileTheNumberIsLeft() throws SQLException {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        long bob = people.join(number, EVERYONE);
        people.execute("create or replace function stand_still() returns trigger language plpgsql as"
                + " $$ begin perform pg_advisory_xact_lock(" + LATCH + "); return old; end $$");

        CompletableFuture<JsonPath> sync;
        long second = people.newUid();
        try (var latch = people.database()) {
            latch.setAutoCommit(false);
            try (var statement = latch.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + LATCH + ")");
            }
            // The sync has matched the number to bob, and holds the book until the latch goes.
            people.execute("create trigger stand_still before delete on unsettled for each row when (old.owner = "
                    + alice + ") execute function stand_still()");
            sync = CompletableFuture.supplyAsync(() -> people.add(alice, number), Thread::startVirtualThread);
            await().atMost(People.LIMIT).until(() -> waiting("advisory") == 1);
            people.announceMove(bob, newNumber(), EVERYONE, people.newUid());
            await().atMost(People.LIMIT).until(() -> people.number("select count(*) from vacated") > 0);
            people.announce(second, number, EVERYONE);
            assertThat(people.number("select count(*) from directory where uid = " + second))
                    .as("nobody comes before the holders' grants have ended")
                    .isZero();
            latch.rollback();
        } finally {
            people.execute("drop trigger if exists stand_still on unsettled");
        }
        sync.join();
        people.awaitDirectory(second);

        assertThat(people.number("select levels from phone_book where owner = " + alice))
                .isZero();
        assertThat(people.noticesTo(alice)).extracting(ContactJoined::getJoiner).contains(second);
        assertThat(people.matchedOf(alice))
                .filteredOn(event -> event.getPeers(0).getUid() == second)
                .isNotEmpty()
                .allSatisfy(this::grantsNothing);
    }

    @Test
    void forgetsSomeoneWhoLeavesWhileTheirHoldersAreBeingTold() throws SQLException {
        var number = newNumber();
        var holders = Stream.generate(() -> people.join(newNumber(), CONTACTS))
                .limit(5)
                .toList();
        holders.forEach(holder -> people.add(holder, number));
        long bob = people.newUid();

        // The job stands still in the middle, at a book that another transaction holds; then its connection is cut.
        try (var other = people.database()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select from book where owner = " + holders.getLast() + " for update");
            }
            people.announce(bob, number, EVERYONE);
            await().atMost(People.LIMIT).until(() -> waiting("transactionid") > 0);
            people.announceLeft(bob, number);
            await().atMost(People.LIMIT).until(() -> waiting("transactionid") > 1);
            people.number("select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and query like '%from book%' and datname = current_database()");
            other.rollback();
        }
        await().atMost(People.LIMIT)
                .until(() -> people.number("select count(*) from departed where uid = " + bob) == 1);
        people.awaitCleared();
        long second = people.join(number, EVERYONE);

        for (long holder : holders) {
            assertThat(people.noticesTo(holder))
                    .extracting(ContactJoined::getJoiner)
                    .doesNotHaveDuplicates()
                    .contains(second);
            assertThat(people.matchedOf(holder))
                    .filteredOn(event -> event.getPeers(0).getUid() == second)
                    .isNotEmpty()
                    .allSatisfy(this::grantsNothing);
        }
        assertThat(people.number("select count(*) from directory where uid = " + bob))
                .isZero();
    }

    @Test
    void putsEverybodyWhereTheyAreThoughSeveralMoveAtOnce() {
        var alice = people.join(newNumber(), CONTACTS);
        for (int round = 0; round < 5; round++) {
            var shared = newNumber();
            var away = newNumber();
            long first = people.join(newNumber(), EVERYONE);
            long second = people.join(newNumber(), EVERYONE);
            people.add(alice, shared);
            long one = people.newUid();
            long two = people.newUid();
            long three = people.newUid();

            // Of one user in order, of two users in any.
            people.announceMove(first, shared, EVERYONE, one);
            people.announceMove(second, shared, EVERYONE, three);
            people.announceMove(first, away, EVERYONE, two);

            await().atMost(People.LIMIT)
                    .until(() -> people.number("select count(*) from directory where (uid, address) in ((" + first
                                    + ", '" + away + "'), (" + second + ", '" + shared + "'))")
                            == 2);
            people.awaitCleared();
            assertThat(people.number("select count(*) from displaced")).isZero();
            assertThat(people.noticesTo(alice).stream()
                            .map(ContactJoined::getJoiner)
                            .filter(joiner -> joiner == second))
                    .hasSize(1);
            assertThat(people.matchedOf(alice))
                    .filteredOn(event -> event.getMode() == ContactsMatched.Mode.MERGE
                            && event.getPeers(0).getUid() == second)
                    .hasSize(1);
        }
    }

    private long waiting(String locktype) {
        return people.number("select count(*) from pg_locks where not granted and locktype = '" + locktype + "'");
    }

    private void grantsNothing(ContactsMatched event) {
        assertThat(event.getPeersList()).allMatch(peer -> peer.getLevels() == 0);
        assertThat(event.getSubscribe()).isFalse();
    }
}
