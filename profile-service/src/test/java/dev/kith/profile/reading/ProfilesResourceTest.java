package dev.kith.profile.reading;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.batch;
import static dev.kith.profile.Scene.look;
import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProfilesResourceTest extends OnTheStack {
    private Person ada;
    private Person bob;

    @BeforeEach
    void adaHasFieldsOfAllLevels() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
        sets(ada, "status", "busy", 2);
        sets(ada, "motto", "onwards", 0);
        sets(ada, "diary", "secret");
    }

    @Test
    void showsWhatTheGrantedLevelsOpen() {
        scene.grants(ada, bob, 1);

        look(bob, ada)
                .statusCode(200)
                .body("address", equalTo(ada.address()))
                .body("uid", is((int) ada.uid()))
                .body("version", is(4))
                .body("fields", equalTo(Map.of("name", "Ada", "motto", "onwards")));
    }

    @Test
    void doesNotGiveAwayAHiddenPersonWhoHoldsTheViewer() {
        var hidden = scene.person("Hidden");
        scene.grants(hidden, bob, 1);

        look(bob, hidden).statusCode(404).body("code", equalTo("unreachable"));
        relate(bob, hidden, Map.of("subscribed", true)).statusCode(404).body("code", equalTo("unreachable"));
        batch(bob, Map.of("uids", List.of(hidden.uid())))
                .statusCode(200)
                .body("results[0].code", equalTo("unreachable"));
    }

    @Test
    void showsTheOwnerEverything() {
        look(ada, ada).statusCode(200).body("fields", hasKey("diary"));
    }

    @Test
    void showsAFindableStrangerWhatAnyoneMaySee() {
        var open = scene.openPerson("Open");
        sets(open, "motto", "hello", 0);

        look(bob, open).statusCode(200).body("fields", equalTo(Map.of("motto", "hello")));
    }

    @Test
    void showsToWhoGrantedButWasGrantedNothingWhatAnyoneMaySee() {
        var open = scene.openPerson("Open");
        scene.grants(bob, open, 1, 2);

        look(bob, open).statusCode(200).body("fields", equalTo(Map.of()));
    }

    @Test
    void giveTheOneAnswerForUnknownHiddenBlockingAndDepartedUsers() {
        var viewer = scene.openPerson("Viewer");
        var blocking = scene.openPerson("Blocking");
        relate(blocking, viewer, Map.of("levels", List.of(1), "blocked", true)).statusCode(200);
        var gone = scene.openPerson("Gone");
        scene.leave(gone);

        var unknown = look(viewer, scene.somebody("nobody"));
        var hidden = look(viewer, scene.person("Hidden"));
        var blocked = look(viewer, blocking);
        var departed = look(viewer, gone);

        for (var answer : List.of(unknown, hidden, blocked, departed)) {
            answer.statusCode(404).body("code", equalTo("unreachable"));
        }
        assertThat(List.of(shape(hidden), shape(blocked), shape(departed))).containsOnly(shape(unknown));
    }

    @Test
    void answersEachOfABatchInItsPlace() {
        scene.grants(ada, bob, 1);
        var open = scene.openPerson("Open");

        batch(
                        bob,
                        Map.of(
                                "addresses",
                                List.of(
                                        ada.address().toUpperCase(java.util.Locale.ROOT),
                                        "shy-0@example.org",
                                        open.address(),
                                        "+49 0",
                                        "spent@example.org",
                                        bob.address())))
                .statusCode(200)
                .body("results.index", equalTo(List.of(0, 1, 2, 3, 4, 5)))
                .body("results[0].fields.name", equalTo("Ada"))
                .body("results[0].code", nullValue())
                .body("results[1]", not(hasKey("fields")))
                .body("results[1].code", equalTo("unreachable"))
                .body("results[2].uid", is((int) open.uid()))
                .body("results[3].code", equalTo("invalid-number"))
                .body("results[4].code", equalTo("quota"))
                .body("results[5].fields.name", equalTo("Bob"));
    }

    @Test
    void answersUidsOnlyWithARelationship() {
        scene.grants(ada, bob, 1);
        scene.follows(bob, ada);
        var open = scene.openPerson("Open");

        batch(bob, Map.of("uids", List.of(open.uid(), ada.uid(), 2_000_000_000)))
                .statusCode(200)
                .body("results.code", equalTo(java.util.Arrays.asList("unreachable", null, "unreachable")))
                .body("results[1].fields.name", equalTo("Ada"));
    }

    @Test
    void keepsAppsApart() {
        var elsewhere = new Scene.Person(bob.uid(), "app_elsewhere", bob.address());
        scene.grants(ada, bob, 1);

        look(elsewhere, ada).statusCode(404);
        batch(elsewhere, Map.of("uids", List.of(ada.uid()))).body("results[0].code", equalTo("unreachable"));
    }

    @Test
    void isUnavailableForStrangersWhileTheResolverIsDownAndServesTheRest() {
        scene.grants(ada, bob, 1);
        scene.follows(bob, ada);

        as(bob).get("/v1/profiles/down@example.org")
                .then()
                .statusCode(503)
                .header("Retry-After", not(nullValue()))
                .body("code", equalTo("unavailable"));
        batch(bob, Map.of("addresses", List.of("down@example.org", ada.address())))
                .statusCode(200)
                .body("results[0].code", equalTo("unavailable"))
                .body("results[1].fields.name", equalTo("Ada"));
    }

    @Test
    void saysSoWhenTheCallerBlockedThem() {
        scene.grants(ada, bob, 1);
        relate(bob, ada, Map.of("blocked", true)).statusCode(200);

        look(bob, ada).statusCode(403).body("code", equalTo("blocked"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"addresses\":[]}",
                "{\"uids\":[null]}",
                "{\"addresses\":[null]}",
                "{\"uids\":[1],\"addresses\":[\"a\"]}",
                "{\"uids\":[\"1\"]}",
                "{\"uids\":[1.5]}",
                "{\"uids\":[1],\"all\":true}",
                "[]",
                "null",
                "uids"
            })
    void refusesWhatIsNoBatch(String body) {
        batch(bob, body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void refusesABatchThatIsTooLarge() {
        batch(bob, Map.of("uids", Collections.nCopies(501, 1))).statusCode(400).body("code", equalTo("invalid-value"));
    }

    @Test
    void refusesAddressesThatAreNone() {
        as(bob).get("/v1/profiles/{address}", "+49123").then().statusCode(400).body("code", equalTo("invalid-number"));
        as(bob).get("/v1/profiles/{address}", "x".repeat(64)).then().statusCode(400);
    }

    @Test
    void opensToUsersOnly() {
        given().get("/v1/profiles/" + ada.address()).then().statusCode(401);
    }

    /// All of an answer but what is of this one request.
    private static Map<String, Object> shape(ValidatableResponse answer) {
        var extracted = answer.extract();
        var body = new TreeMap<String, Object>(extracted.jsonPath().getMap("$"));
        body.remove("traceId");
        body.put("status line", extracted.statusLine());
        body.put(
                "headers",
                extracted.headers().asList().stream()
                        .map(Header::getName)
                        .sorted()
                        .toList());
        return body;
    }
}
