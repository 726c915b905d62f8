package dev.kith.contacts.joining;

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
import dev.kith.contracts.event.MatchedPeer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class JoinNoticesTest {
    private final People people = new People();

    @Test
    void tellsEveryHolderTheMomentSomeoneJoinsUnderEveryone() {
        var number = newNumber();
        var holders = holdersOf(number, 2 * ContactsStack.CHUNK + 1);
        long stranger = people.join(newNumber(), CONTACTS);

        long bob = people.join(number, EVERYONE);

        var notices = people.notices();
        assertThat(notices).allSatisfy(notice -> {
            assertThat(notice.getJoiner()).isEqualTo(bob);
            assertThat(notice.getAddress()).isEqualTo(number);
        });
        assertThat(notices)
                .extracting(ContactJoined::getRecipient)
                .containsExactlyInAnyOrderElementsOf(holders)
                .doesNotContain(stranger);
    }

    @Test
    void letsTheGrantThatWaitedTakeEffect() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.sync(
                alice, Map.of("mode", "replace", "levels", List.of(2, 7), "subscribe", false, "add", List.of(number)));

        long bob = people.join(number, EVERYONE);

        assertThat(people.matchedOf(alice)).singleElement().satisfies(event -> {
            assertThat(event.getMode()).isEqualTo(ContactsMatched.Mode.MERGE);
            assertThat(event.getSubscribe()).isFalse();
            assertThat(event.getBookVersion()).isEqualTo(1);
            assertThat(event.getPeersList())
                    .containsExactly(MatchedPeer.newBuilder()
                            .setUid(bob)
                            .setLevels(1 << 2 | 1 << 7)
                            .build());
        });
    }

    @Test
    void announcesSomeoneUnderContactsAtTheirOwnSyncAndOnlyToHoldersInTheirBook() {
        var number = newNumber();
        var aliceNumber = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        long outsider = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        people.add(outsider, number);
        long carol = people.join(number, CONTACTS);
        assertThat(people.noticesTo(alice)).isEmpty();

        var answer = people.add(carol, aliceNumber, newNumber());

        assertThat(people.noticesTo(alice)).extracting(ContactJoined::getJoiner).containsExactly(carol);
        assertThat(people.noticesTo(outsider)).isEmpty();
        assertThat(answer.getList("matched.uid", Long.class)).containsExactly(alice);
        assertThat(people.noticesTo(carol)).isEmpty();
    }

    @Test
    void doesNotTellAgainWhomTheOwnSyncHasTold() {
        var number = newNumber();
        long bob = people.join(number, NOBODY);
        long alice = people.join(newNumber(), CONTACTS);
        long dave = people.join(newNumber(), CONTACTS);
        people.add(dave, number);
        people.choose(bob, "everyone");
        people.awaitQuiet();
        people.add(alice, number);

        people.choose(bob, "nobody");
        people.choose(bob, "everyone");

        assertThat(people.noticesTo(alice)).isEmpty();
        assertThat(people.noticesTo(dave)).hasSize(1);
    }

    @Test
    void tellsWhenTheSettingOpensAndWhenABlockEnds() {
        var number = newNumber();
        long bob = people.join(number, NOBODY);
        long alice = people.join(newNumber(), CONTACTS);
        long dave = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        people.add(dave, number);
        people.block(bob, dave, true);

        people.choose(bob, "everyone");
        var whileBlocked = people.noticesTo(dave);
        people.block(bob, dave, false);

        assertThat(people.noticesTo(alice)).hasSize(1);
        assertThat(whileBlocked).isEmpty();
        assertThat(people.noticesTo(dave)).hasSize(1);
    }

    @Test
    void tellsOnceHoweverOftenTheEventComes() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        long bob = people.join(number, EVERYONE);
        people.awaitQuiet();

        people.announce(bob, number, EVERYONE);
        people.execute("insert into join_job (uid) values (" + bob + "), (" + bob + ")");

        assertThat(people.noticesTo(alice)).hasSize(1);
        assertThat(people.matchedOf(alice)).hasSize(1);
    }

    @Test
    void takesLeavingAndJoiningAgainForANewJoin() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        long first = people.join(number, EVERYONE);
        people.awaitQuiet();
        people.leave(first, number);

        long second = people.join(number, EVERYONE);

        assertThat(people.noticesTo(alice)).extracting(ContactJoined::getJoiner).containsExactly(first, second);
    }

    @Test
    void goesOnWhereAKilledNodeStoppedAndTellsEverybodyOnce() throws SQLException {
        var number = newNumber();
        var holders = holdersOf(number, 3 * ContactsStack.CHUNK);
        long third = holders.get(2 * ContactsStack.CHUNK);

        // Another transaction holds a book of the last chunk, so that the work stands still in the middle of it; then
        // its connection is cut, as the death of the node would cut it.
        try (var other = people.database()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select from book where owner = " + third + " for update");
            }
            people.join(number, EVERYONE);
            await().atMost(People.LIMIT).until(() -> waitingForALock() > 0);
            people.number("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and usename = current_user");
        }

        assertThat(people.notices())
                .extracting(ContactJoined::getRecipient)
                .containsExactlyInAnyOrderElementsOf(holders);
        assertThat(people.matched()).extracting(ContactsMatched::getOwner).containsExactlyInAnyOrderElementsOf(holders);
    }

    @Test
    void announcesNobodyWhoWasAnsweredThatTheyAreHidden() throws Exception {
        var number = newNumber();
        var holders = holdersOf(number, ContactsStack.CHUNK);
        long bob;

        try (var other = people.database()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select from book where owner = " + holders.getLast() + " for update");
            }
            bob = people.join(number, EVERYONE);
            await().atMost(People.LIMIT).until(() -> waitingForALock() > 0);
            long hiding = bob;
            var hidden = CompletableFuture.runAsync(() -> people.choose(hiding, "nobody"));
            // The chunk under way has read "everyone": the answer waits until it is told.
            await().atMost(People.LIMIT)
                    .until(() -> hidden.isDone() || people.waitingForALock("%directory%for update%") > 0);
            assertThat(hidden).isNotDone();
            other.rollback();
            hidden.join();
        }

        assertThat(people.notices()).hasSize(holders.size());
    }

    @Test
    void announcesNobodyToWhomTheyBlockedWhileTheBooksWereWaitedFor() throws Exception {
        var number = newNumber();
        long alice = holdersOf(number, 1).getFirst();

        try (var other = people.database()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select from book where owner = " + alice + " for update");
            }
            long bob = people.join(number, EVERYONE);
            await().atMost(People.LIMIT).until(() -> waitingForALock() > 0);
            people.block(bob, alice, true);
            other.rollback();
        }

        assertThat(people.noticesTo(alice)).isEmpty();
    }

    private long waitingForALock() {
        return people.waitingForALock("%from book%");
    }

    private List<Long> holdersOf(String number, int count) {
        return Stream.generate(() -> {
                    long holder = people.join(newNumber(), CONTACTS);
                    people.add(holder, number);
                    return holder;
                })
                .limit(count)
                .toList();
    }
}
