package dev.kith.profile.backend;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.look;
import static dev.kith.profile.Scene.relate;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.contracts.event.RestrictionUpdated;
import dev.kith.contracts.event.RestrictionUpdated.With;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.TestTokens;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only an app's backend may say about its users.
@QuarkusTest
class PairsAndRestrictionsTest extends OnTheStack {
    private static final String PAIR = "/v1/admin/pairs/{one}/{other}";
    private static final String RESTRICTIONS = "/v1/admin/users/{uid}/restrictions";

    private Person ada;
    private Person bob;

    @BeforeEach
    void twoOfTheApp() {
        ada = scene.person("Ada");
        bob = scene.person("Bob");
    }

    @Test
    void pairsBothWaysAndTakesThePairApart() throws Exception {
        backend().put(PAIR, ada.uid(), bob.uid()).then().statusCode(200).body("paired", is(true));

        backend().get(PAIR, bob.uid(), ada.uid()).then().body("paired", is(true));
        as(bob).get("/v1/relationships").then().body("relationships[0].paired", is(true));
        scene.awaitPublished();
        assertThat(standing(ada, bob).getPaired()).isTrue();
        assertThat(standing(bob, ada).getPaired()).isTrue();

        backend().delete(PAIR, bob.uid(), ada.uid()).then().statusCode(200).body("paired", is(false));

        backend().get(PAIR, ada.uid(), bob.uid()).then().body("paired", is(false));
        as(ada).get("/v1/relationships").then().body("relationships.size()", is(0));
        scene.awaitPublished();
        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(ada.uid(), bob.uid()))
                        .getLast())
                .isEmpty();
    }

    @Test
    void makesThePairKnowEachOtherAndGrantsNothing() {
        look(ada, bob).statusCode(404);

        backend().put(PAIR, ada.uid(), bob.uid());

        look(ada, bob).statusCode(200).body("fields", equalTo(Map.of()));
    }

    @Test
    void writesAndTellsNothingTwice() {
        backend().put(PAIR, ada.uid(), bob.uid());
        backend().put(PAIR, bob.uid(), ada.uid()).then().statusCode(200);
        backend().delete(PAIR, ada.uid(), scene.person("Carol").uid()).then().statusCode(200);
        restrict(ada, Map.of("peers", "paired"));
        restrict(ada, Map.of("peers", "paired"));
        scene.awaitPublished();

        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(ada.uid(), bob.uid())))
                .hasSize(1);
        assertThat(scene.records(Topic.RESTRICTION_UPDATED, Events.key(ada.uid())))
                .hasSize(1);
    }

    @Test
    void leavesWhatTheUsersSaidAsItIs() {
        scene.openPerson("Somebody");
        backend().put(PAIR, ada.uid(), bob.uid());
        relate(ada, bob, Map.of("levels", List.of(1), "blocked", true))
                .statusCode(200)
                .body("paired", is(true));

        backend().delete(PAIR, ada.uid(), bob.uid());

        as(ada).get("/v1/relationships")
                .then()
                .body("relationships[0].levels", equalTo(List.of(1)))
                .body("relationships[0].blocked", is(true))
                .body("relationships[0].paired", is(false));
    }

    @Test
    void neverDeadlocksWhoeverIsNamedFirst() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var statuses = threads.invokeAll(IntStream.range(0, 80)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        var one = i % 2 == 0 ? ada : bob;
                        var other = i % 2 == 0 ? bob : ada;
                        return i % 3 == 0
                                ? backend().delete(PAIR, one.uid(), other.uid()).statusCode()
                                : backend().put(PAIR, one.uid(), other.uid()).statusCode();
                    })
                    .toList());

            for (var status : statuses) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        boolean paired = backend().get(PAIR, ada.uid(), bob.uid()).path("paired");
        backend().get(PAIR, bob.uid(), ada.uid()).then().body("paired", is(paired));
    }

    @Test
    void restrictsAndAnnouncesItWhole() throws Exception {
        backend()
                .get(RESTRICTIONS, ada.uid())
                .then()
                .statusCode(200)
                .body("incoming", equalTo("all"))
                .body("outgoing", equalTo("all"))
                .body("peers", equalTo("all"));

        restrict(ada, Map.of("incoming", "contacts", "outgoing", "paired"));

        backend()
                .get(RESTRICTIONS, ada.uid())
                .then()
                .body("incoming", equalTo("contacts"))
                .body("outgoing", equalTo("paired"))
                .body("peers", equalTo("all"));
        scene.awaitPublished();
        var event = RestrictionUpdated.parseFrom(scene.records(Topic.RESTRICTION_UPDATED, Events.key(ada.uid()))
                .getLast()
                .orElseThrow());
        assertThat(event.getIncoming()).isEqualTo(With.CONTACTS);
        assertThat(event.getOutgoing()).isEqualTo(With.PAIRED);
        assertThat(event.getPeers()).isEqualTo(With.ANYONE);
        assertThat(event.getApp()).isEqualTo(scene.app);

        restrict(ada, Map.of());
        scene.awaitPublished();

        assertThat(scene.records(Topic.RESTRICTION_UPDATED, Events.key(ada.uid()))
                        .getLast())
                .isEmpty();
    }

    @Test
    void forgetsTheRestrictionsOfWhoLeaves() {
        restrict(ada, Map.of("peers", "contacts"));

        scene.leave(ada);
        scene.awaitPublished();

        assertThat(scene.count("restriction where uid = " + ada.uid())).isZero();
        assertThat(scene.records(Topic.RESTRICTION_UPDATED, Events.key(ada.uid()))
                        .getLast())
                .isEmpty();
    }

    @Test
    void isNotForUsersNorForOtherScopes() {
        for (var token : List.of(ada.token(), TestTokens.admin(scene.app, "users:write", "apps:write"))) {
            with(token).put(PAIR, ada.uid(), bob.uid()).then().statusCode(403).body("code", equalTo("forbidden"));
            with(token).delete(PAIR, ada.uid(), bob.uid()).then().statusCode(403);
            with(token).get(PAIR, ada.uid(), bob.uid()).then().statusCode(403);
            with(token).get(RESTRICTIONS, ada.uid()).then().statusCode(403);
            with(token)
                    .body(Map.of("peers", "all"))
                    .put(RESTRICTIONS, ada.uid())
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("forbidden"));
        }
        given().put(PAIR, ada.uid(), bob.uid()).then().statusCode(401);
    }

    @Test
    void knowsNoUserOfAnotherApp() {
        var other = TestTokens.admin("app_other", "relationships:write");

        with(other).put(PAIR, ada.uid(), bob.uid()).then().statusCode(404).body("code", equalTo("not-found"));
        with(other).get(RESTRICTIONS, ada.uid()).then().statusCode(404);
        backend().put(PAIR, ada.uid(), 1).then().statusCode(404);
        backend().put(PAIR, ada.uid(), ada.uid()).then().statusCode(400).body("code", equalTo("self"));
        assertThat(scene.count("relationship where owner = " + ada.uid())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"incoming\":\"some\"}", "{\"peers\":1}", "{\"peer\":\"all\"}", ""})
    void refusesWhatIsNoRestriction(String body) {
        backend().body(body).put(RESTRICTIONS, ada.uid()).then().statusCode(400);
    }

    private void restrict(Person person, Map<String, String> body) {
        backend().body(body).put(RESTRICTIONS, person.uid()).then().statusCode(200);
    }

    private RelationshipUpdated standing(Person owner, Person peer) throws Exception {
        return RelationshipUpdated.parseFrom(
                scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(owner.uid(), peer.uid()))
                        .getLast()
                        .orElseThrow());
    }

    private RequestSpecification backend() {
        return with(TestTokens.admin(scene.app, "relationships:write"));
    }

    private static RequestSpecification with(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
