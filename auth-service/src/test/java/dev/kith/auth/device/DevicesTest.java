package dev.kith.auth.device;

import static dev.kith.auth.Api.delete;
import static dev.kith.auth.Api.get;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.problem;
import static dev.kith.auth.Api.refresh;
import static dev.kith.auth.Api.signUp;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.kith.auth.Announced;
import dev.kith.auth.Api;
import dev.kith.auth.TestClock;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.SessionRevoked;
import dev.kith.local.testing.StackResource;
import dev.kith.local.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class DevicesTest {
    private static final int MOST = 4;

    @Inject
    TestClock clock;

    @Inject
    Devices devices;

    private Api.App app;
    private String number;

    @BeforeEach
    void open() {
        app = openApp();
        number = newNumber();
    }

    @AfterEach
    void itIsNowAgain() {
        clock.reset();
    }

    @Test
    void listsTheCallersOwnAndMarksTheOneThatAsks() {
        var phone = signUp(app, number);
        clock.forward(Duration.ofSeconds(1));
        var tablet = signUp(app, number);
        signUp(app, newNumber());

        get(phone.getString("accessToken"), "/v1/devices")
                .then()
                .statusCode(200)
                .body("devices.id", equalTo(List.of(tablet.getString("device"), phone.getString("device"))))
                .body("devices.current", equalTo(List.of(false, true)))
                .body("devices[0].createdAt", notNullValue())
                .body("devices[0].seenAt", notNullValue());
    }

    @Test
    void signsOutOneOfTheCallersOwn() throws Exception {
        var phone = signUp(app, number);
        var lost = signUp(app, number);
        var path = "/v1/devices/" + lost.getString("device");

        delete(phone.getString("accessToken"), path).then().statusCode(204);

        problem(refresh(lost.getString("refreshToken")), 403, "revoked");
        var revoked = SessionRevoked.parseFrom(Announced.about(phone.getLong("uid"), Topic.SESSION_REVOKED, r -> true)
                .value());
        assertThat(revoked.getUid()).isEqualTo(phone.getLong("uid"));
        assertThat(revoked.getApp()).isEqualTo(app.id());
        assertThat(revoked.getDevice()).isEqualTo(lost.getString("device"));
        problem(delete(phone.getString("accessToken"), path), 404, "not-found");
        refresh(phone.getString("refreshToken")).then().statusCode(200);
    }

    @Test
    void letsADeviceThatWasSignedOutDoNothingMore() {
        var phone = signUp(app, number);
        var lost = signUp(app, number);
        delete(phone.getString("accessToken"), "/v1/devices/" + lost.getString("device"))
                .then()
                .statusCode(204);

        var itsToken = lost.getString("accessToken");

        problem(delete(itsToken, "/v1/devices/" + phone.getString("device")), 403, "revoked");
        problem(get(itsToken, "/v1/devices"), 403, "revoked");
        refresh(phone.getString("refreshToken")).then().statusCode(200);
    }

    @Test
    void knowsNothingOfOtherPeoplesDevices() {
        var mine = signUp(app, number);
        var other = signUp(app, newNumber());

        var answer = delete(mine.getString("accessToken"), "/v1/devices/" + other.getString("device"));

        problem(answer, 404, "not-found");
        problem(delete(mine.getString("accessToken"), "/v1/devices/none"), 404, "not-found");
        refresh(other.getString("refreshToken")).then().statusCode(200);
    }

    @Test
    void giveWayToNewOnesBeyondAsManyAsOneMayHave() {
        var all = new ArrayList<JsonPath>();
        for (int i = 0; i < MOST + 1; i++) {
            clock.forward(Duration.ofSeconds(1));
            all.add(signUp(app, number));
        }

        problem(refresh(all.getFirst().getString("refreshToken")), 403, "revoked");
        refresh(all.get(1).getString("refreshToken")).then().statusCode(200);
        Announced.about(all.getFirst().getLong("uid"), Topic.SESSION_REVOKED, r -> true);
    }

    @Test
    void areForgottenWhenTheirTokensHaveRunOut() throws Throwable {
        var user = signUp(app, number);
        clock.forward(Duration.ofDays(61));

        VertxContextSupport.subscribeAndAwait(devices::forgetExpired);

        assertThat(Announced.count("select count(*) from device where uid = " + user.getLong("uid")))
                .isZero();
        var told = SessionRevoked.parseFrom(Announced.about(user.getLong("uid"), Topic.SESSION_REVOKED, r -> true)
                .value());
        assertThat(told.getDevice()).isEqualTo(user.getString("device"));
    }

    @Test
    void takeNoTokenButOurs() {
        var user = signUp(app, number);
        long uid = user.getLong("uid");
        var device = user.getString("device");

        problem(given().get("/v1/devices"), 401, "unauthenticated");
        problem(get("nonsense", "/v1/devices"), 401, "unauthenticated");
        problem(get(TestTokens.user(uid, app.id(), device), "/v1/devices"), 401, "unauthenticated");
        problem(get(TestTokens.forged(uid, app.id(), device), "/v1/devices"), 401, "unauthenticated");
        var token = user.getString("accessToken");
        problem(get(token.substring(0, token.length() - 4) + "AAAA", "/v1/devices"), 401, "unauthenticated");
        problem(get(app.key(), "/v1/devices"), 401, "unauthenticated");
    }

    @Test
    void sayOfAnExpiredTokenThatARefreshHelps() {
        clock.forward(Duration.ofMinutes(-16));
        var user = signUp(app, number);
        clock.reset();

        var answer = get(user.getString("accessToken"), "/v1/devices");

        problem(answer, 401, "token-expired");
    }
}
