package dev.kith.profile.explaining;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.look;
import static dev.kith.profile.Scene.patch;
import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ViewAsResourceTest extends OnTheStack {
    private Person ada;
    private Person bob;

    @BeforeEach
    void adaHasFieldsOfAllKinds() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
        sets(ada, "motto", "onwards", 0);
        sets(ada, "diary", "secret");
        patch(
                        ada,
                        Map.of(
                                "status",
                                Map.of(
                                        "values",
                                        List.of(
                                                Map.of("value", "busy", "levels", List.of(2)),
                                                Map.of("value", "at the lake", "levels", List.of(5))))))
                .statusCode(200);
    }

    @Test
    void explainsEachFieldByTheRuleThatDecided() {
        scene.grants(ada, bob, 2, 5);

        viewAs("me", bob)
                .statusCode(200)
                .body("address", equalTo(ada.address()))
                .body("viewer", equalTo(bob.address()))
                .body("version", equalTo(4))
                .body(
                        "fields.motto",
                        equalTo(Map.of(
                                "visible",
                                true,
                                "value",
                                "onwards",
                                "rule",
                                "public",
                                "level",
                                0,
                                "levels",
                                List.of(0))))
                .body(
                        "fields.status",
                        equalTo(Map.of(
                                "visible",
                                true,
                                "value",
                                "at the lake",
                                "rule",
                                "level",
                                "level",
                                5,
                                "levels",
                                List.of(2, 5))))
                .body("fields.name", equalTo(Map.of("visible", false, "rule", "level", "levels", List.of(1))))
                .body("fields.diary", equalTo(Map.of("visible", false, "rule", "owner-only", "levels", List.of())))
                .body(
                        "fields.presence",
                        equalTo(Map.of("visible", true, "rule", "level", "level", 5, "levels", List.of(5))));
    }

    @Test
    void saysThatNothingWasGranted() {
        viewAs(ada.address(), bob)
                .statusCode(200)
                .body("fields.name.rule", equalTo("relationship"))
                .body("fields.motto.rule", equalTo("public"));
    }

    @Test
    void saysThatAGrantHasEnded() {
        relate(ada, bob, Map.of("levels", List.of(1), "expiresIn", 1)).statusCode(200);

        org.awaitility.Awaitility.await()
                .atMost(dev.kith.profile.Scene.LIMIT)
                .untilAsserted(() -> viewAs("me", bob)
                        .body("fields.name.rule", equalTo("expired"))
                        .body("fields.name.visible", equalTo(false))
                        .body("fields.name.until", org.hamcrest.Matchers.notNullValue()));

        viewAs("me", bob).body("fields.motto.rule", equalTo("public")).body("fields.diary.rule", equalTo("owner-only"));
    }

    @Test
    void saysThatTheOwnerBlockedThem() {
        relate(ada, bob, Map.of("levels", List.of(1), "blocked", true)).statusCode(200);

        viewAs("me", bob)
                .statusCode(200)
                .body("fields.values().rule", everyItem(equalTo("blocked")))
                .body("fields.values().visible", everyItem(equalTo(false)));
    }

    @Test
    void doesNotTellWhoBlockedTheOwner() {
        scene.grants(ada, bob, 1);
        relate(bob, ada, Map.of("levels", List.of(1), "blocked", true)).statusCode(200);

        viewAs("me", bob).statusCode(404).body("code", equalTo("unreachable"));
        viewAs("me", scene.somebody("nobody")).statusCode(404).body("code", equalTo("unreachable"));
    }

    @Test
    void showsTheOwnerAsOwner() {
        viewAs("me", ada)
                .statusCode(200)
                .body("fields.values().rule", everyItem(equalTo("owner")))
                .body("fields.diary.value", equalTo("secret"));
    }

    @Test
    void showsExactlyWhatTheViewerSees() {
        for (var levels : List.of(new Integer[] {}, new Integer[] {1}, new Integer[] {2}, new Integer[] {1, 2, 5})) {
            scene.grants(ada, bob, levels);

            var shown = new TreeMap<String, Object>();
            viewAs("me", bob)
                    .extract()
                    .jsonPath()
                    .<String, Map<String, Object>>getMap("fields")
                    .forEach((name, field) -> {
                        if (field.get("value") != null) {
                            shown.put(name, field.get("value"));
                        }
                    });

            assertThat(shown).isEqualTo(look(bob, ada).extract().jsonPath().getMap("fields"));
        }
    }

    @Test
    void isForTheOwnProfileOnly() {
        scene.grants(bob, ada, 1);

        as(ada).get("/v1/profiles/{a}/view-as/{v}", bob.address(), ada.address())
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        as(ada).get("/v1/profiles/{a}/view-as/{v}", "nobody@example.org", ada.address())
                .then()
                .statusCode(403);
        as(new Person(ada.uid(), "app_elsewhere", ada.address()))
                .get("/v1/profiles/me/view-as/{v}", bob.address())
                .then()
                .statusCode(403);
        given().get("/v1/profiles/me/view-as/x").then().statusCode(401);
    }

    private ValidatableResponse viewAs(String own, Person viewer) {
        return as(ada).get("/v1/profiles/{own}/view-as/{viewer}", own, viewer.address())
                .then();
    }
}
