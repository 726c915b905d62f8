package dev.kith.contacts.traces;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contacts.number.Digests;
import dev.kith.local.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class TracesResourceTest {
    private static final String BOOKS = "/v1/traces/books";

    private final People people = new People();

    @Inject
    Digests digests;

    @Test
    void saysHowManyBooksHoldTheNumber() {
        var number = newNumber();
        hold(number, 3);

        look(number).statusCode(200).body("books", equalTo(3)).body("refused", equalTo(false));
        look(newNumber()).statusCode(200).body("books", equalTo(0)).body("refused", equalTo(false));
    }

    @Test
    void takesTheNumberOutOfEveryBookAndPutsTheBooksRight() {
        var number = newNumber();
        var holders = hold(number, 3);

        refuse(number).statusCode(204);

        awaitCleared(number);
        look(number).body("books", equalTo(0)).body("refused", equalTo(true));
        for (long holder : holders) {
            assertThat(people.number("select entries from book where owner = " + holder))
                    .isOne();
            assertThat(people.number("select version from book where owner = " + holder))
                    .isEqualTo(2);
            assertThat(people.number("select checksum - (select bit_xor(tag) from phone_book where owner = " + holder
                            + ") from book where owner = " + holder))
                    .isZero();
        }
    }

    @Test
    void keepsTheNumberOutOfBooksFromThenOn() {
        var number = newNumber();
        refuse(number).statusCode(204);
        long alice = people.join(newNumber(), CONTACTS);

        var answer = people.add(alice, number, newNumber());

        assertThat(answer.getList("matched")).isEmpty();
        assertThat(answer.getList("invalid")).isEmpty();
        assertThat(answer.getList("pending")).isEmpty();
        look(number).body("books", equalTo(0));
        assertThat(people.number("select entries from book where owner = " + alice))
                .isOne();
        assertThat(resolve(alice, number)).isEqualTo("unreachable");
        assertThat(people.number("select count(*) from look_up where owner = " + alice))
                .isZero();
    }

    @Test
    void leavesNoEntryOfASyncThatBeganBeforeTheRefusal() throws SQLException {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, newNumber());

        // A sync that has stored the number but has not committed yet, as the refusal comes.
        try (var sync = people.database()) {
            sync.setAutoCommit(false);
            try (var statement = sync.createStatement()) {
                people.add(people.join(newNumber(), CONTACTS), number);
                statement.execute("select from book where owner = " + alice + " for update");
                statement.execute("insert into phone_book (owner, tag, digest, levels, subscribed) select " + alice
                        + ", 42, digest, 38, true from phone_book where digest = " + digestOf(number) + " limit 1");
                statement.execute(
                        "update book set entries = entries + 1, checksum = checksum # 42 where owner = " + alice);
            }
            refuse(number).statusCode(204);
            await().during(java.time.Duration.ofMillis(1_500)).until(() -> !isCleared(number));
            sync.commit();
        }

        awaitCleared(number);
        look(number).body("books", equalTo(0));
        assertThat(people.number("select entries from book where owner = " + alice))
                .isOne();
    }

    @Test
    void liftsTheRefusalWhenSomebodySignsUpWithTheNumber() {
        var number = newNumber();
        refuse(number).statusCode(204);
        long bob = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);

        assertThat(people.add(alice, number).getList("matched.uid", Long.class)).containsExactly(bob);
        look(number).body("refused", equalTo(false));
    }

    @Test
    void leavesANumberThatHasAnAccountToThatAccount() {
        var number = newNumber();
        people.join(number, EVERYONE);

        refuse(number).statusCode(409).body("code", equalTo("address-taken"));

        look(number).body("refused", equalTo(false));
    }

    @Test
    void isForProofsOfANumberAlone() {
        long alice = people.join(newNumber(), CONTACTS);

        given().auth().oauth2(people.token(alice)).get(BOOKS).then().statusCode(403);
        given().get(BOOKS).then().statusCode(401);
        given().auth()
                .oauth2(TestTokens.traces(people.app, newNumber()))
                .get("/v1/contacts")
                .then()
                .statusCode(403);
    }

    private List<Long> hold(String number, int books) {
        return java.util.stream.Stream.generate(() -> {
                    long holder = people.join(newNumber(), CONTACTS);
                    people.add(holder, number, newNumber());
                    return holder;
                })
                .limit(books)
                .toList();
    }

    private String resolve(long uid, String number) {
        return given().auth()
                .oauth2(people.token(uid))
                .contentType("application/json")
                .body(Map.of("addresses", List.of(number)))
                .post("/internal/v1/resolve")
                .then()
                .statusCode(200)
                .extract()
                .path("results[0].code");
    }

    private String digestOf(String number) {
        return "'" + digests.ofApp(people.app).of(number) + "'";
    }

    private boolean isCleared(String number) {
        return people.number("select count(*) from refused where cleared and digest = " + digestOf(number)) == 1;
    }

    private void awaitCleared(String number) {
        await().atMost(People.LIMIT).until(() -> isCleared(number));
    }

    private ValidatableResponse look(String number) {
        return given().auth()
                .oauth2(TestTokens.traces(people.app, number))
                .get(BOOKS)
                .then();
    }

    private ValidatableResponse refuse(String number) {
        return given().auth()
                .oauth2(TestTokens.traces(people.app, number))
                .delete(BOOKS)
                .then();
    }
}
