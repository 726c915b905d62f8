package dev.kith.contacts.book;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static dev.kith.contracts.event.Discoverability.NOBODY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.MatchedPeer;
import dev.kith.local.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class PhoneBookResourceTest {
    private final People people = new People();

    @Test
    void refusesABodyThatIsTooLarge() {
        long alice = people.join(newNumber(), CONTACTS);

        people.trySync(alice, Map.of("mode", "merge", "add", List.of("a".repeat(4_200_000))))
                .statusCode(413)
                .body("code", equalTo("too-large"));
    }

    @Test
    void asksForAFreshTokenInPlaceOfAnExpiredOne() {
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(TestTokens.expired(1, people.app, "phone"))
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/v1/contacts:sync")
                .then()
                .statusCode(401)
                .body("code", equalTo("token-expired"));
    }

    @Test
    void findsThoseWhoMayBeFoundByAnyone() {
        var number = newNumber();
        long bob = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);

        var answer = people.add(alice, newNumber(), number);

        assertThat(answer.getList("matched.index")).containsExactly(1);
        assertThat(answer.getString("matched[0].address")).isEqualTo(number);
        assertThat(answer.getLong("matched[0].uid")).isEqualTo(bob);
        assertThat(answer.getInt("entries")).isEqualTo(2);
    }

    @Test
    void findsSomeoneUnderContactsOnlyOnceTheyHaveTheAskerInTheirBook() {
        var aliceNumber = newNumber();
        var bobNumber = newNumber();
        long alice = people.join(aliceNumber, NOBODY);
        long bob = people.join(bobNumber, CONTACTS);

        var before = people.add(alice, bobNumber);
        people.add(bob, aliceNumber);
        var after = people.add(alice, bobNumber);

        assertThat(before.getList("matched")).isEmpty();
        assertThat(after.getList("matched.uid", Long.class)).containsExactly(bob);
    }

    @Test
    void neverFindsThoseWhoWantToBeFoundByNobodyOrWhoBlockedTheAsker() {
        var hidden = newNumber();
        var blocking = newNumber();
        var aliceNumber = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        long carol = people.join(hidden, NOBODY);
        long dave = people.join(blocking, EVERYONE);
        people.add(carol, aliceNumber);
        people.block(dave, alice, true);

        var answer = people.add(alice, hidden, blocking);

        assertThat(answer.getList("matched")).isEmpty();
        assertThat(answer.getList("invalid")).isEmpty();
        assertThat(answer.getList("pending")).isEmpty();
    }

    @Test
    void neverFindsUsersOfAnotherApp() {
        var number = newNumber();
        new People().join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);

        assertThat(people.add(alice, number).getList("matched")).isEmpty();
    }

    @Test
    void readsNationalNumbersByTheRegionOfTheCallOrOfTheCallersOwnNumber() {
        long bob = people.join("+4915112340001", EVERYONE);
        long carol = people.join("+33612340001", EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);

        var german = people.add(alice, "0151 123 400 01");
        var french =
                people.sync(alice, Map.of("mode", "merge", "region", "FR", "add", List.of("06 12 34 00 01", "15")));

        assertThat(german.getList("matched.uid", Long.class)).containsExactly(bob);
        assertThat(french.getList("matched.uid", Long.class)).containsExactly(carol);
        assertThat(french.getList("invalid.reason")).containsExactly("short-code");
    }

    @Test
    void findsAUserUnderTheOldAndTheNewFormOfTheirNumber() {
        long bob = people.join("+525512345678", EVERYONE);
        long carol = people.join("+22547123456", EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);

        var answer = people.sync(
                alice,
                Map.of(
                        "mode",
                        "merge",
                        "region",
                        "MX",
                        "add",
                        List.of("+52 1 55 1234 5678", "044 55 1234 5678", "+225 07 47 12 34 56")));

        assertThat(answer.getList("matched.uid", Long.class)).containsExactly(bob, bob, carol);
        assertThat(answer.getList("matched.address"))
                .containsExactly("+525512345678", "+525512345678", "+2250747123456");
        assertThat(answer.getInt("entries")).isEqualTo(2);
    }

    @Test
    void accountsForEveryEntryOfACall() {
        var own = newNumber();
        var number = newNumber();
        long bob = people.join(number, EVERYONE);
        long alice = people.join(own, CONTACTS);

        var answer = people.add(
                alice,
                number,
                "",
                own,
                "+49 " + number.substring(3),
                "112",
                "+49 30 1234567 ext. 5",
                "+49 1",
                newNumber());

        assertThat(answer.getList("matched.index")).containsExactly(0, 3);
        assertThat(answer.getList("matched.uid", Long.class)).containsExactly(bob, bob);
        assertThat(answer.getList("invalid.index")).containsExactly(1, 2, 4, 5, 6);
        assertThat(answer.getList("invalid.reason"))
                .containsExactly("empty", "own", "short-code", "extension", "number-too-short");
        assertThat(answer.getInt("entries")).isEqualTo(2);
    }

    @Test
    void tellsProfileServiceOfEveryMatchedEntryNamedAlsoWhenNothingChanged() {
        var number = newNumber();
        long bob = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        var call = Map.of("mode", "replace", "levels", List.of(1, 3), "add", List.of(number, newNumber()));

        var first = people.sync(alice, call);
        var second = people.sync(alice, call);

        assertThat(second.getLong("version")).isEqualTo(first.getLong("version"));
        var events = people.matchedOf(alice);
        assertThat(events).hasSize(2);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getMode()).isEqualTo(ContactsMatched.Mode.REPLACE);
            assertThat(event.getSubscribe()).isTrue();
            assertThat(event.getApp()).isEqualTo(people.app);
            assertThat(event.getBookVersion()).isEqualTo(first.getLong("version"));
            assertThat(event.getPeersList())
                    .containsExactly(MatchedPeer.newBuilder()
                            .setUid(bob)
                            .setLevels(1 << 1 | 1 << 3)
                            .build());
        });
        assertThat(events).extracting(ContactsMatched::getPart).containsExactly(0, 1);
    }

    @Test
    void withdrawsWhatTheBookGrantedWhenAnEntryIsRemovedByAddressOrByTag() {
        var byAddress = newNumber();
        var byTag = newNumber();
        long bob = people.join(byAddress, EVERYONE);
        long carol = people.join(byTag, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, byAddress, byTag);
        var tag = listed(alice).stream()
                .filter(entry -> byTag.equals(entry.get("address")))
                .findFirst()
                .orElseThrow()
                .get("tag");

        var answer = people.sync(alice, Map.of("remove", List.of(byAddress, tag)));

        assertThat(answer.getInt("entries")).isZero();
        assertThat(answer.getString("checksum")).isEqualTo("0000000000000000");
        var last = people.matchedOf(alice).getLast();
        assertThat(last.getMode()).isEqualTo(ContactsMatched.Mode.REMOVE);
        assertThat(last.getPeersList()).extracting(MatchedPeer::getUid).containsExactlyInAnyOrder(bob, carol);
    }

    @Test
    void replacesOrAddsLevelsOfTheNamedEntriesAlone() {
        var named = newNumber();
        var untouched = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.sync(alice, Map.of("mode", "replace", "levels", List.of(1, 2), "add", List.of(named, untouched)));

        people.sync(alice, Map.of("mode", "merge", "levels", List.of(5), "add", List.of(named)));
        var merged = levels(alice);
        people.sync(alice, Map.of("mode", "replace", "levels", List.of(3), "add", List.of(named)));
        var replaced = levels(alice);

        assertThat(merged).containsExactlyInAnyOrder(List.of(1, 2), List.of(1, 2, 5));
        assertThat(replaced).containsExactlyInAnyOrder(List.of(1, 2), List.of(3));
    }

    @Test
    void repeatsACallWithoutAnyEffect() {
        var known = newNumber();
        people.join(known, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        var call = Map.of("mode", "replace", "add", List.of(known, newNumber(), newNumber()));
        var first = people.sync(alice, call);
        long rowsAfterFirst = rowVersions(alice);

        var second = people.sync(alice, call);

        assertThat(rowVersions(alice)).isEqualTo(rowsAfterFirst);
        assertThat(second.getMap("")).isEqualTo(first.getMap(""));
    }

    @Test
    void takesADeltaAgainstAnyVersionSinceTheBookBegan() {
        long alice = people.join(newNumber(), CONTACTS);
        long first = people.add(alice, newNumber()).getLong("version");
        people.add(alice, newNumber());

        var late = people.sync(alice, Map.of("base", first, "mode", "merge", "add", List.of(newNumber())));

        assertThat(late.getInt("entries")).isEqualTo(3);
    }

    @Test
    void asksForTheWholeBookWhenTheBaseIsNotOfThisBook() {
        long alice = people.join(newNumber(), CONTACTS);
        long version = people.add(alice, newNumber()).getLong("version");
        erase(alice);

        people.trySync(alice, Map.of("base", version)).statusCode(409).body("code", equalTo("base-unknown"));
        people.trySync(alice, Map.of("base", 99, "mode", "merge", "add", List.of(newNumber())))
                .statusCode(409)
                .body("code", equalTo("base-unknown"));
        assertThat(listed(alice)).isEmpty();
    }

    @Test
    void saysEqualInOneSmallCall() {
        long alice = people.join(newNumber(), CONTACTS);
        var checksum = people.add(alice, newNumber(), newNumber()).getString("checksum");

        var equal = people.sync(alice, Map.of("checksum", checksum));
        var other = people.sync(alice, Map.of("checksum", "0123456789abcdef"));

        assertThat(equal.getBoolean("equal")).isTrue();
        assertThat(other.getBoolean("equal")).isFalse();
    }

    @Test
    void erasesTheBookAndWithdrawsItsGrants() {
        var number = newNumber();
        long bob = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number, newNumber());

        erase(alice);

        assertThat(listed(alice)).isEmpty();
        assertThat(people.number("select count(*) from phone_book where owner = " + alice))
                .isZero();
        var last = people.matchedOf(alice).getLast();
        assertThat(last.getMode()).isEqualTo(ContactsMatched.Mode.REMOVE);
        assertThat(last.getPeersList()).extracting(MatchedPeer::getUid).containsExactly(bob);
    }

    @Test
    void listsTheBookInPagesWithTheAddressesOfUsersAlone() {
        var number = newNumber();
        long bob = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        var numbers = IntStream.rangeClosed(0, ReadBook.PAGE)
                .mapToObj(i -> i == 0 ? number : newNumber())
                .toList();
        people.sync(alice, Map.of("mode", "replace", "add", numbers));

        var first = list(alice, "");
        var second = list(alice, "?cursor=" + first.getString("next"));

        assertThat(first.getList("page")).hasSize(ReadBook.PAGE);
        assertThat(second.getList("page")).hasSize(1);
        assertThat(second.getString("next")).isNull();
        assertThat(first.getInt("entries")).isEqualTo(ReadBook.PAGE + 1);
        var all = new java.util.ArrayList<Map<String, ?>>(first.getList("page"));
        all.addAll(second.getList("page"));
        assertThat(all.stream().filter(entry -> entry.containsKey("address")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("address")).isEqualTo(number))
                .satisfies(entry ->
                        assertThat(((Number) entry.get("uid")).longValue()).isEqualTo(bob));
    }

    @Test
    void takesTenThousandEntriesInOneCall() {
        long alice = people.join(newNumber(), CONTACTS);
        var call = Map.of(
                "mode",
                "merge",
                "add",
                java.util.stream.Stream.generate(People::newNumber)
                        .limit(10_000)
                        .toList());

        var first = people.sync(alice, call);
        var again = people.sync(alice, call);

        assertThat(first.getInt("entries")).isEqualTo(10_000);
        assertThat(first.getInt("quota.left")).isZero();
        assertThat(again.getString("checksum")).isEqualTo(first.getString("checksum"));
        assertThat(again.getList("pending")).isEmpty();
    }

    @Test
    void refusesWhatIsNoCallAsAWhole() {
        long alice = people.join(newNumber(), CONTACTS);

        refused(alice, Map.of("add", List.of("+4915112345678")), 400, "invalid-value");
        refused(alice, Map.of("mode", "append", "add", List.of("+4915112345678")), 400, "invalid-value");
        refused(alice, Map.of("mode", "merge", "levels", List.of(0), "add", List.of()), 400, "invalid-value");
        refused(alice, Map.of("mode", "merge", "levels", List.of(32), "add", List.of()), 400, "invalid-value");
        refused(alice, Map.of("mode", "merge", "region", "XX", "add", List.of()), 400, "invalid-value");
        refused(alice, Map.of("checksum", "12"), 400, "invalid-value");
        refused(alice, Map.of("remove", List.of("0151 1")), 400, "invalid-value");
        refused(alice, Map.of("mode", "merge", "names", List.of("Bob")), 400, "unknown-field");
        refused(alice, Map.of("mode", "merge", "add", List.of("+4915112345678", List.of())), 400, "invalid-value");
        refused(
                alice,
                Map.of(
                        "mode",
                        "merge",
                        "add",
                        IntStream.range(0, 10_001).boxed().map(String::valueOf).toList()),
                413,
                "too-large");
        assertThat(people.number("select count(*) from phone_book where owner = " + alice))
                .isZero();
    }

    @Test
    void refusesABodyThatIsNone() {
        long alice = people.join(newNumber(), CONTACTS);

        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(people.token(alice))
                .contentType(ContentType.JSON)
                .body("BEGIN:VCARD")
                .post("/v1/contacts:sync")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-request"));
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(people.token(alice))
                .contentType(ContentType.JSON)
                .post("/v1/contacts:sync")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-request"));
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(people.token(alice))
                .get("/v1/contacts?cursor=nonsense")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-cursor"));
    }

    @Test
    void isForUsersOnly() {
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/v1/contacts:sync")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(dev.kith.local.testing.TestTokens.admin(people.app, "users:write"))
                .get("/v1/contacts")
                .then()
                .statusCode(403);
    }

    @Test
    void saysUnavailableForAnAccountThatIsNotKnownYetOrOfAnotherApp() {
        long stranger = people.newUid();
        long elsewhere = new People().join(newNumber(), EVERYONE);

        people.trySync(stranger, Map.of()).statusCode(503).body("code", equalTo("unavailable"));
        people.trySync(elsewhere, Map.of()).statusCode(503).body("code", equalTo("unavailable"));
    }

    private void refused(long uid, Map<String, ?> body, int status, String code) {
        people.trySync(uid, body).statusCode(status).body("code", equalTo(code));
    }

    private io.restassured.path.json.JsonPath list(long uid, String query) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(people.token(uid))
                .get("/v1/contacts" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<Map<String, ?>> listed(long uid) {
        return list(uid, "").getList("page");
    }

    private List<List<Integer>> levels(long uid) {
        return list(uid, "").getList("page.levels");
    }

    private void erase(long uid) {
        given().auth().oauth2(people.token(uid)).delete("/v1/contacts").then().statusCode(204);
    }

    /// Changes when any row of the book is written, be it with what it was.
    private long rowVersions(long owner) {
        return people.number("select sum(xmin::text::bigint) from phone_book where owner = " + owner);
    }
}
