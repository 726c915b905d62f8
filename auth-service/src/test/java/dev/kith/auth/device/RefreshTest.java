package dev.kith.auth.device;

import static dev.kith.auth.Api.get;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.post;
import static dev.kith.auth.Api.problem;
import static dev.kith.auth.Api.refresh;
import static dev.kith.auth.Api.signUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.auth.Announced;
import dev.kith.auth.TestClock;
import dev.kith.auth.Together;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.SessionRevoked;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class RefreshTest {
    private static final Duration REPLAY = Duration.ofSeconds(10);

    @Inject
    TestClock clock;

    private JsonPath user;
    private String first;

    @BeforeEach
    void signIn() {
        user = signUp(openApp(), newNumber());
        first = user.getString("refreshToken");
    }

    @AfterEach
    void itIsNowAgain() {
        clock.reset();
    }

    @Test
    void givesANewPairForTheSameDevice() {
        var answer = refresh(first);

        answer.then()
                .statusCode(200)
                .body("uid", equalTo(user.getInt("uid")))
                .body("device", equalTo(user.getString("device")))
                .body("expiresIn", equalTo(900));
        assertThat(tokenOf(answer)).isNotEqualTo(first);
        get(answer.path("accessToken"), "/v1/devices").then().statusCode(200);
        refresh(tokenOf(answer)).then().statusCode(200);
    }

    @Test
    void answersOnceMoreToAClientThatLostTheAnswer() {
        refresh(first).then().statusCode(200);

        var repeated = refresh(first);

        repeated.then().statusCode(200);
        refresh(tokenOf(repeated)).then().statusCode(200);
    }

    @Test
    void signsTheDeviceOutWhenATokenComesAgainLater() throws Exception {
        var second = tokenOf(refresh(first));
        clock.forward(REPLAY.plusSeconds(1));

        var reused = refresh(first);

        problem(reused, 401, "refresh-reused");
        problem(refresh(second), 403, "revoked");
        var revoked = SessionRevoked.parseFrom(Announced.about(user.getLong("uid"), Topic.SESSION_REVOKED, r -> true)
                .value());
        assertThat(revoked.getDevice()).isEqualTo(user.getString("device"));
        problem(get(user.getString("accessToken"), "/v1/devices"), 403, "revoked");
    }

    @Test
    void signsTheDeviceOutWhenATokenComesAgainAfterItsSuccessorWasUsed() {
        var second = tokenOf(refresh(first));
        refresh(second).then().statusCode(200);

        var reused = refresh(first);

        problem(reused, 401, "refresh-reused");
    }

    @Test
    void endsTheOtherSuccessorsWithTheFirstThatIsUsed() {
        var one = tokenOf(refresh(first));
        var other = tokenOf(refresh(first));
        refresh(other).then().statusCode(200);

        var late = refresh(one);

        problem(late, 401, "refresh-reused");
    }

    @Test
    void keepsADeviceThatAsksTwiceAtOnce() throws Exception {
        var answers = Together.run(2, i -> refresh(first));

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(tokenOf(answers.getFirst())).isNotEqualTo(tokenOf(answers.getLast()));
        refresh(tokenOf(answers.getFirst())).then().statusCode(200);
        assertThat(Announced.allAbout(user.getLong("uid"), Topic.SESSION_REVOKED))
                .isEmpty();
    }

    @Test
    void signsOutOnceWhenReusedTwiceAtOnce() throws Exception {
        refresh(first);
        clock.forward(REPLAY.plusSeconds(1));

        var codes = Together.run(3, i -> refresh(first).jsonPath().getString("code"));

        assertThat(codes).containsExactlyInAnyOrder("refresh-reused", "revoked", "revoked");
        assertThat(Announced.allAbout(user.getLong("uid"), Topic.SESSION_REVOKED))
                .hasSize(1);
    }

    @Test
    void answersALostAnswerNotWithoutEnd() {
        var last = "";
        for (int i = 0; i < 5; i++) {
            last = tokenOf(refresh(first));
        }

        var again = refresh(first);

        problem(again, 429, "too-many").header("Retry-After", "10");
        refresh(last).then().statusCode(200);
    }

    @Test
    void livesSixtyDaysFromItsLastUse() {
        clock.forward(Duration.ofDays(59));
        var second = tokenOf(refresh(first));
        clock.forward(Duration.ofDays(59));
        var third = tokenOf(refresh(second));
        clock.forward(Duration.ofDays(60));

        var late = refresh(third);

        problem(late, 401, "unauthenticated");
    }

    @Test
    void takesNoTokenThatItDidNotGive() {
        var parts = List.of(first.split("\\.", -1));
        var madeUp = parts.get(0) + "." + "a".repeat(52) + "." + parts.get(2);

        problem(refresh(madeUp), 401, "unauthenticated");
        problem(refresh(first + "x"), 401, "unauthenticated");
        problem(refresh(user.getString("accessToken")), 401, "unauthenticated");
        problem(refresh(""), 401, "unauthenticated");

        refresh(first).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                   | invalid-value | refreshToken",
                "{'refreshToken': null}               | invalid-value | refreshToken",
                "{'refreshToken': 7}                  | invalid-value | refreshToken",
                "{'refreshToken': 'a', 'device': 'b'} | unknown-field | device",
                "[]                                   | invalid-value | body",
            })
    void refusesABadRequest(String body, String code, String detail) {
        problem(post("/v1/tokens", body.replace('\'', '"')), 400, code).body("detail", containsString(detail));
    }

    @Test
    void isNotAnAccessToken() {
        problem(get(first, "/v1/devices"), 401, "unauthenticated");
    }

    private static String tokenOf(Response answer) {
        return answer.then().statusCode(200).extract().path("refreshToken");
    }
}
