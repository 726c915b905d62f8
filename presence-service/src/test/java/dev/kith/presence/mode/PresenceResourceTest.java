package dev.kith.presence.mode;

import static dev.kith.presence.Scene.LEVEL_5;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.kith.contracts.event.PresenceNotice;
import dev.kith.local.testing.TestTokens;
import dev.kith.presence.OnTheStack;
import dev.kith.presence.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PresenceResourceTest extends OnTheStack {
    private long alice;
    private long bob;

    @BeforeEach
    void bobWatchesAlice() {
        alice = scene.user();
        bob = scene.user();
        scene.grants(alice, bob, LEVEL_5);
        scene.watches(bob, alice);
    }

    @Test
    void showsTheModeThatWasChosen() {
        assertThat(modeOf(alice)).isEqualTo("visible");

        scene.choose(alice, "invisible").statusCode(200).body("mode", equalTo("invisible"));

        assertThat(modeOf(alice)).isEqualTo("invisible");
    }

    @Test
    void isSeenAsOfflineFromTheMomentOfTheChoice() {
        scene.opens(alice, "s1");
        scene.notice(alice, bob, PresenceNotice::getOnline);

        scene.choose(alice, "invisible").statusCode(200);

        var gone = scene.notice(alice, bob, notice -> notice.hasOnline() && !notice.getOnline());
        assertThat(gone.getLastSeenAt()).isPositive();
        scene.watch(bob, Scene.address(alice)).body("presence[0].online", is(false));
    }

    @Test
    void comesAndGoesUnseenWhileInvisible() throws Exception {
        scene.choose(alice, "invisible").statusCode(200);

        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.closes(alice, "s1");
        scene.awaitOffline(alice);
        scene.letPass();

        assertThat(scene.notices(alice)).isEmpty();
        assertThat(scene.number("select count(*) from person where last_seen_at is null and uid = " + alice))
                .isEqualTo(1);
    }

    @Test
    void isSeenAgainWhenVisible() {
        scene.choose(alice, "invisible").statusCode(200);
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);

        scene.choose(alice, "visible").statusCode(200);

        scene.notice(alice, bob, PresenceNotice::getOnline);
    }

    @Test
    void takesAModeBeforeTheNewsOfTheUser() {
        long carol = Scene.uid();

        scene.choose(carol, "invisible").statusCode(200);
        scene.joined(carol, Scene.APP, java.util.Map.of("presence", 1));

        assertThat(modeOf(carol)).isEqualTo("invisible");
        scene.watch(bob, "found-" + carol).body("presence[0].online", is(false));
    }

    @Test
    void refusesOneWhoLeft() {
        scene.left(alice, Scene.APP);

        scene.choose(alice, "invisible").statusCode(403).body("code", equalTo("revoked"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mode\": \"away\"} | invalid-value",
                "{\"mode\": null} | invalid-value",
                "{\"mode\": 1} | invalid-value",
                "{} | invalid-value",
                "{\"mode\": \"visible\", \"until\": 1} | unknown-field",
                "{\"mode\": | bad-request",
            })
    void refusesBadBodies(String body, String code) {
        given().auth()
                .oauth2(TestTokens.user(alice, Scene.APP, "phone"))
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/presence")
                .then()
                .statusCode(400)
                .body("code", equalTo(code));
    }

    @Test
    void refusesAnExpiredToken() {
        given().auth()
                .oauth2(TestTokens.expired(alice, Scene.APP, "phone"))
                .get("/v1/presence")
                .then()
                .statusCode(401)
                .body("code", equalTo("token-expired"));
    }

    private static String modeOf(long uid) {
        return given().auth()
                .oauth2(TestTokens.user(uid, Scene.APP, "phone"))
                .get("/v1/presence")
                .then()
                .statusCode(200)
                .extract()
                .path("mode");
    }
}
