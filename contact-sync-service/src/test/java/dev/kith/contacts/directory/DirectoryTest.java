package dev.kith.contacts.directory;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static dev.kith.contracts.event.Discoverability.NOBODY;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contracts.Topic;
import dev.kith.local.testing.Events;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class DirectoryTest {
    private final People people = new People();

    @Test
    void keepsTheLaterUserOfAnAddressWhateverOrderTheEventsComeIn() {
        var number = newNumber();
        long earlier = people.newUid();
        long later = people.newUid();
        long alice = people.join(newNumber(), CONTACTS);

        people.announce(later, number, EVERYONE);
        people.awaitDirectory(later);
        people.announce(earlier, number, EVERYONE);
        people.leave(earlier, number);

        assertThat(people.add(alice, number).getList("matched.uid", Long.class)).containsExactly(later);
    }

    @Test
    void doesNotBringBackSomeoneWhoseDepartureWasFaster() {
        var number = newNumber();
        long gone = people.newUid();
        people.leave(gone, number);

        people.announce(gone, number, EVERYONE);
        long next = people.join(newNumber(), CONTACTS);

        // Both events went to one topic; where they share no partition the departed one is given its time.
        await().during(java.time.Duration.ofMillis(500))
                .until(() -> people.number("select count(*) from directory where uid = " + gone) == 0);
        assertThat(people.add(next, number).getList("matched")).isEmpty();
    }

    @Test
    void forgetsEverythingAboutSomeoneWhoLeft() {
        var number = newNumber();
        long gone = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        people.add(gone, newNumber(), newNumber());
        people.choose(gone, "contacts");
        people.awaitQuiet();

        people.leave(gone, number);

        for (var table : new String[] {"phone_book", "book", "look_up", "unsettled"}) {
            assertThat(people.number("select count(*) from " + table + " where owner = " + gone))
                    .as(table)
                    .isZero();
        }
        assertThat(people.number("select count(*) from discoverability_choice where uid = " + gone))
                .isZero();
        assertThat(people.add(alice, number).getList("matched")).isEmpty();
        assertThat(people.number("select entries from book where owner = " + alice))
                .isOne();
    }

    @Test
    void leavesNoBookBehindThatWasBeingMade() throws Exception {
        var number = newNumber();
        long gone = people.join(number, EVERYONE);
        try (var nobodyElse = people.database();
                var lock = nobodyElse.createStatement()) {
            nobodyElse.setAutoCommit(false);
            lock.execute("lock table phone_book in exclusive mode");
            var syncing = Thread.ofVirtual()
                    .start(() -> people.trySync(gone, Map.of("mode", "replace", "add", List.of(newNumber()))));
            awaitWaiting(1);

            people.announceLeft(gone, number);
            awaitWaiting(2);
            nobodyElse.rollback();
            syncing.join();
        }
        await().atMost(People.LIMIT)
                .until(() -> people.number("select count(*) from departed where uid = " + gone) == 1);
        people.awaitQuiet();
        for (var table : new String[] {"phone_book", "book"}) {
            assertThat(people.number("select count(*) from " + table + " where owner = " + gone))
                    .as(table)
                    .isZero();
        }
    }

    private void awaitWaiting(int transactions) {
        await().atMost(People.LIMIT).until(() -> people.waitingForALock("%") == transactions);
    }

    @Test
    void putsAPoisonedRecordAsideAndGoesOn() {
        long uid = people.newUid();
        people.events().produce(Topic.USER_JOINED, Events.key(uid), new byte[] {(byte) 0xff, 1}, Map.of());
        people.announce(uid, newNumber(), EVERYONE);

        people.awaitDirectory(uid);

        assertThat(people.events().all(Topic.USER_JOINED.deadLetters()))
                .anySatisfy(record -> assertThat(record.key()).isEqualTo(Events.key(uid)));
    }

    @Test
    void putsAsideTheOneRecordOfABatchThatCannotBeRead() {
        long owner = people.newUid();
        long peer = people.newUid();
        var key = Events.key(owner, people.newUid());
        people.events().produce(Topic.RELATIONSHIP_UPDATED, key, new byte[] {(byte) 0xff, 1}, Map.of("ce_id", "kept"));

        people.block(owner, peer, true);
        people.block(owner, peer, false);

        assertThat(people.events().all(Topic.RELATIONSHIP_UPDATED.deadLetters()))
                .filteredOn(record -> Arrays.equals(record.key(), key))
                .singleElement()
                .satisfies(record -> {
                    assertThat(header(record, "dead-letter-topic")).isEqualTo("relationship.updated");
                    assertThat(header(record, "dead-letter-reason")).isEqualTo("not the expected message");
                    assertThat(header(record, "dead-letter-offset")).matches("[0-9]+");
                    assertThat(header(record, "ce_id")).isEqualTo("kept");
                });
        assertThat(get("/q/metrics").asString()).contains("kith_dead_letters_total{topic=\"relationship.updated\"");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Test
    void letsUsersChooseWhoFindsThemAtOnce() {
        var number = newNumber();
        long bob = people.join(number, NOBODY);
        long alice = people.join(newNumber(), CONTACTS);

        assertThat(people.add(alice, number).getList("matched")).isEmpty();
        people.choose(bob, "everyone");
        assertThat(people.add(alice, number).getList("matched")).hasSize(1);
        people.choose(bob, "nobody");
        assertThat(people.add(alice, number).getList("matched")).isEmpty();
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(people.token(bob))
                .get("/v1/account/discoverability")
                .then()
                .statusCode(200)
                .body("discoverability", equalTo("nobody"));
    }

    @Test
    void keepsTheChoiceWhenTheDirectoryIsBuiltAnew() {
        var number = newNumber();
        long bob = people.join(number, EVERYONE);
        people.choose(bob, "nobody");
        people.execute("delete from directory where uid = " + bob);

        people.announce(bob, number, EVERYONE);
        people.awaitDirectory(bob);

        assertThat(people.number("select discoverable from directory where uid = " + bob))
                .isEqualTo(Discoverability.NOBODY.stored());
    }

    @Test
    void refusesASettingThatIsNone() {
        long bob = people.join(newNumber(), CONTACTS);

        for (var body : new String[] {"{\"discoverability\":\"friends\"}", "{}", ""}) {
            given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(people.token(bob))
                    .contentType(ContentType.JSON)
                    .body(body)
                    .put("/v1/account/discoverability")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-value"));
        }
    }
}
