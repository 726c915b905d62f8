package dev.kith.contacts.resolve;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static dev.kith.contracts.event.Discoverability.NOBODY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contracts.event.BlockKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class ResolveResourceTest {
    private static final int BURST = 10_000;

    private final People people = new People();

    @Test
    void saysWhoIsBehindAnAddressInItsCanonicalForm() {
        var number = newNumber();
        long bob = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);

        var result = resolve(alice, "0" + number.substring(3));

        assertThat(result.getString("results[0].address")).isEqualTo(number);
        assertThat(result.getLong("results[0].uid")).isEqualTo(bob);
    }

    @Test
    void givesOneAnswerForUnknownHiddenBlockingAndForeignUsers() {
        var aliceNumber = newNumber();
        var hidden = newNumber();
        var onlyContacts = newNumber();
        var blocking = newNumber();
        var foreign = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        people.join(hidden, NOBODY);
        people.join(onlyContacts, CONTACTS);
        long dave = people.join(blocking, EVERYONE);
        people.block(dave, alice, true);
        new People().join(foreign, EVERYONE);

        var results = resolve(alice, newNumber(), hidden, onlyContacts, blocking, foreign)
                .<Map<String, Object>>getList("results");

        assertThat(results)
                .allSatisfy(result -> assertThat(result)
                        .containsOnlyKeys("index", "code", "detail")
                        .containsEntry("code", "unreachable")
                        .containsEntry("detail", results.getFirst().get("detail")));
        assertThat(lookUpsLeft(alice)).isEqualTo(BURST - 5);
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockKind.class,
            names = {"MESSAGES", "GROUP_MESSAGES", "CALLS", "PROFILE", "PRESENCE"})
    void hidesFromWhomTheProfileIsBlockedAndFromNobodyElse(BlockKind kind) {
        var number = newNumber();
        long dave = people.join(number, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);

        people.block(dave, alice, List.of(kind));
        people.block(dave, people.join(newNumber(), CONTACTS), true); // behind it in the partition

        assertThat(resolve(alice, number).<String>get("results[0].code"))
                .isEqualTo(kind == BlockKind.PROFILE ? "unreachable" : null);
    }

    @Test
    void tellsANumberThatIsNone() {
        long alice = people.join(newNumber(), CONTACTS);

        assertThat(resolve(alice, "0151 1", "").getList("results.code"))
                .containsExactly("invalid-number", "invalid-number");
    }

    @Test
    void chargesOnceForAnAddressThatIsNewToTheCallerAndNeverForOneInTheirBook() {
        var known = newNumber();
        var fresh = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, known);

        resolve(alice, fresh, known);
        resolve(alice, fresh, known);
        people.add(alice, fresh);

        assertThat(lookUpsLeft(alice)).isEqualTo(BURST - 2);
    }

    @Test
    void chargesNothingForThoseWhoKnowEachOtherNorForOneself() {
        var aliceNumber = newNumber();
        var bobNumber = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        long bob = people.join(bobNumber, CONTACTS);
        people.add(bob, aliceNumber);

        var result = resolve(alice, bobNumber, aliceNumber);

        assertThat(result.getList("results.uid", Long.class)).containsExactly(bob, alice);
        assertThat(lookUpsLeft(alice)).isEqualTo(BURST);
    }

    @Test
    void refusesNewAddressesBeyondTheQuotaAndStillAnswersKnownOnes() {
        var known = newNumber();
        var open = newNumber();
        long bob = people.join(known, EVERYONE);
        people.join(open, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, known);
        useUpQuota(alice, 0);

        var result = resolve(alice, known, open, newNumber());

        assertThat(result.getLong("results[0].uid")).isEqualTo(bob);
        assertThat(result.getList("results.code")).containsExactly(null, "quota", "quota");
    }

    @Test
    void storesEntriesBeyondTheQuotaAndLooksThemUpWhenItHasComeBack() {
        var paid = newNumber();
        var unpaid = newNumber();
        long bob = people.join(paid, EVERYONE);
        long carol = people.join(unpaid, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        people.sync(alice, Map.of());
        people.add(alice, newNumber());
        useUpQuota(alice, 1);
        var call = Map.of("mode", "replace", "levels", List.of(4), "add", List.of(paid, unpaid));

        var first = people.sync(alice, call);
        var repeated = people.sync(alice, call);
        useUpQuota(alice, 5);
        var later = people.sync(alice, Map.of("checksum", first.getString("checksum")));

        assertThat(first.getList("matched.uid", Long.class)).containsExactly(bob);
        assertThat(first.getList("pending")).containsExactly(1);
        assertThat(first.getInt("quota.left")).isZero();
        assertThat(first.getString("quota.refillsAt")).isNotBlank();
        assertThat(repeated.getList("pending")).containsExactly(1);
        assertThat(later.getList("matched.uid", Long.class)).containsExactly(carol);
        assertThat(later.getString("matched[0].address")).isEqualTo(unpaid);
        assertThat(later.<Object>get("matched[0].index")).isNull();
        assertThat(later.getBoolean("equal")).isTrue();
        assertThat(later.getInt("quota.left")).isEqualTo(4);
        assertThat(people.matchedOf(alice).getLast().getPeers(0).getLevels()).isEqualTo(1 << 4);
    }

    @Test
    void chargesNothingForARepeatedSyncNorForMutualMatches() {
        var aliceNumber = newNumber();
        var bobNumber = newNumber();
        long alice = people.join(aliceNumber, CONTACTS);
        long bob = people.join(bobNumber, CONTACTS);
        people.add(bob, aliceNumber);
        var call = Map.of("mode", "merge", "add", List.of(bobNumber, newNumber(), newNumber()));

        people.sync(alice, call);
        var again = people.sync(alice, call);

        assertThat(again.getInt("quota.left")).isEqualTo(BURST - 2);
    }

    @Test
    void refusesACallThatIsNone() {
        long alice = people.join(newNumber(), CONTACTS);

        call(alice, Map.of()).statusCode(400).body("code", equalTo("invalid-value"));
        call(alice, Map.of("addresses", List.of(), "region", "??"))
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
        call(alice, Map.of("addresses", Collections.nCopies(101, "a")))
                .statusCode(413)
                .body("code", equalTo("too-large"));
        given().contentType(ContentType.JSON)
                .body(Map.of("addresses", List.of()))
                .post("/internal/v1/resolve")
                .then()
                .statusCode(401);
    }

    private JsonPath resolve(long uid, String... addresses) {
        return call(uid, Map.of("addresses", List.of(addresses)))
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private ValidatableResponse call(long uid, Map<String, ?> body) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(people.token(uid))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/internal/v1/resolve")
                .then();
    }

    private int lookUpsLeft(long uid) {
        return people.sync(uid, Map.of()).getInt("quota.left");
    }

    private void useUpQuota(long uid, int left) {
        long missing = (BURST - left) * 1_800_000L - 60_000;
        people.execute("update book set quota_full_at = (extract(epoch from now()) * 1000)::bigint + " + missing
                + " where owner = " + uid);
    }
}
