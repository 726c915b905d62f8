package dev.kith.auth.account;

import static dev.kith.auth.Api.as;
import static dev.kith.auth.Api.codeFor;
import static dev.kith.auth.Api.confirm;
import static dev.kith.auth.Api.delete;
import static dev.kith.auth.Api.get;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.problem;
import static dev.kith.auth.Api.refresh;
import static dev.kith.auth.Api.signUp;
import static dev.kith.auth.Api.startVerification;
import static dev.kith.auth.Api.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.auth.Announced;
import dev.kith.auth.Api;
import dev.kith.auth.Together;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.Discoverability;
import dev.kith.contracts.event.UserJoined;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class ChangeNumberTest {
    @Test
    void makesTheProvenNumberThatOfTheUserAndAnnouncesThemWhole() throws Exception {
        var app = openApp();
        var signUp = startVerification(app, newNumber());
        var old = newNumber();
        var started = startVerification(app, old);
        var body = Map.of("code", codeFor(old), "device", "phone", "name", "Ada", "discoverability", "everyone");
        var user =
                Api.post("/v1/verifications/" + started, body).then().extract().jsonPath();
        long uid = user.getLong("uid");
        var wanted = newNumber();

        var moved = move(user.getString("accessToken"), wanted);

        moved.then().statusCode(200).body("address", equalTo(wanted));
        var states = Announced.allAbout(uid, Topic.USER_JOINED);
        assertThat(states).hasSize(2);
        var state = UserJoined.parseFrom(states.getLast().value());
        assertThat(state.getAddress()).isEqualTo(wanted);
        assertThat(state.getRevision()).isGreaterThan(uid);
        assertThat(state.getMovedAt()).isPositive();
        assertThat(state.getName()).isEqualTo("Ada");
        assertThat(state.getDiscoverability()).isEqualTo(Discoverability.EVERYONE);
        assertThat(state.getFieldLevelsMap()).containsKey("presence");
        assertThat(new String(states.getLast().value(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain(old);
        assertThat(signUp(app, wanted).getLong("uid")).isEqualTo(uid);
        refresh(user.getString("refreshToken")).then().statusCode(200);
        assertThat(signUp).isNotEmpty();
    }

    @Test
    void leavesTheOldNumberToWhoeverComesNext() {
        var app = openApp();
        var old = newNumber();
        var user = signUp(app, old);
        move(user.getString("accessToken"), newNumber()).then().statusCode(200);

        var next = signUp(app, old);

        assertThat(next.getBoolean("created")).isTrue();
        assertThat(next.getLong("uid")).isGreaterThan(user.getLong("uid"));
    }

    @Test
    void leavesANumberToTheAccountThatHasIt() {
        var app = openApp();
        var taken = newNumber();
        var holder = signUp(app, taken);
        var old = newNumber();
        var user = signUp(app, old);

        var refused = move(user.getString("accessToken"), taken);

        problem(refused, 409, "address-taken");
        assertThat(signUp(app, taken).getLong("uid")).isEqualTo(holder.getLong("uid"));
        assertThat(signUp(app, old).getLong("uid")).isEqualTo(user.getLong("uid"));
        assertThat(Announced.allAbout(user.getLong("uid"), Topic.USER_JOINED)).hasSize(1);
    }

    @Test
    void saysNothingOfWhetherTheNewNumberIsKnown() {
        var app = openApp();
        var taken = newNumber();
        signUp(app, taken);
        var token = signUp(app, newNumber()).getString("accessToken");

        var toKnown = start(token, taken);
        var toUnknown = start(token, newNumber());

        assertThat(toKnown.statusCode()).isEqualTo(toUnknown.statusCode()).isEqualTo(202);
        assertThat(toKnown.asString()).hasSameSizeAs(toUnknown.asString());
    }

    @Test
    void givesANumberToOneOfManyWhoProveItAtOnce() throws Exception {
        var app = openApp();
        for (int round = 0; round < 4; round++) {
            var wanted = newNumber();
            var token = signUp(app, newNumber()).getString("accessToken");
            String change =
                    start(token, wanted).then().statusCode(202).extract().path("id");
            var changeCode = codeFor(wanted);
            var signUp = startVerification(app, wanted);
            var signUpCode = codeFor(wanted);

            var answers = Together.run(
                    2,
                    i -> i == 0
                            ? as(token, "/v1/account/number/" + change, Map.of("code", changeCode))
                                    .statusCode()
                            : confirm(signUp, signUpCode).statusCode());

            assertThat(answers.getLast()).isEqualTo(200);
            assertThat(answers.getFirst()).isIn(200, 409);
            assertThat(Announced.count("select count(*) from app_user where address = '" + wanted + "'"))
                    .isOne();
        }
    }

    @Test
    void announcesOnceHoweverOftenTheCodeIsGiven() throws Exception {
        var app = openApp();
        var user = signUp(app, newNumber());
        var token = user.getString("accessToken");
        var wanted = newNumber();
        String change = start(token, wanted).then().statusCode(202).extract().path("id");
        var code = Map.of("code", codeFor(wanted));

        var answers = Together.run(
                4, i -> as(token, "/v1/account/number/" + change, code).statusCode());

        assertThat(answers).containsExactlyInAnyOrder(200, 410, 410, 410);
        assertThat(Announced.allAbout(user.getLong("uid"), Topic.USER_JOINED)).hasSize(2);
    }

    @Test
    void takesACodeForThePurposeAndTheUserItWasSentForAlone() {
        var app = openApp();
        var wanted = newNumber();
        var token = signUp(app, newNumber()).getString("accessToken");
        var other = signUp(app, newNumber()).getString("accessToken");
        String change = start(token, wanted).then().statusCode(202).extract().path("id");
        var changeCode = codeFor(wanted);
        var signUp = startVerification(app, wanted);
        var signUpCode = codeFor(wanted);

        problem(confirm(change, changeCode), 410, "code-void");
        problem(Api.post("/v1/traces/" + change, Map.of("code", changeCode)), 410, "code-void");
        problem(as(other, "/v1/account/number/" + change, Map.of("code", changeCode)), 410, "code-void");
        problem(as(token, "/v1/account/number/" + signUp, Map.of("code", signUpCode)), 410, "code-void");
    }

    @Test
    void countsWrongCodes() {
        var app = openApp();
        var wanted = newNumber();
        var token = signUp(app, newNumber()).getString("accessToken");
        String change = start(token, wanted).then().statusCode(202).extract().path("id");
        var right = codeFor(wanted);
        var wrong = right.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 5; i++) {
            problem(as(token, "/v1/account/number/" + change, Map.of("code", wrong)), 403, "code-wrong");
        }

        problem(as(token, "/v1/account/number/" + change, Map.of("code", right)), 410, "code-void");
    }

    @Test
    void refusesADeviceThatWasSignedOutAndAnAddressThatTheAppGave() {
        var app = openApp();
        var user = signUp(app, newNumber());
        delete(user.getString("accessToken"), "/v1/devices/" + user.getString("device"));
        var ofApp = as(app.adminToken(), "/v1/admin/users/" + user(app, "ada") + "/tokens", Map.of("device", "d"))
                .jsonPath()
                .getString("accessToken");

        problem(start(user.getString("accessToken"), newNumber()), 403, "revoked");
        problem(start(ofApp, newNumber()), 403, "forbidden");
        problem(start(app.adminToken(), newNumber()), 403, "forbidden");
        problem(Api.post("/v1/account/number", Map.of("phone", newNumber())), 401, "unauthenticated");
    }

    @Test
    void refusesWhatIsNoNumber() {
        var token = signUp(openApp(), newNumber()).getString("accessToken");

        problem(start(token, "+49 30"), 400, "invalid-number");
        problem(as(token, "/v1/account/number", Map.of()), 400, "invalid-value");
        problem(as(token, "/v1/account/number", Map.of("phone", newNumber(), "uid", 7)), 400, "unknown-field");
        problem(as(token, "/v1/account/number/x", Map.of("code", "12")), 400, "invalid-value");
    }

    @Test
    void showsTheOwnerTheAccountAndWhereTheRestIs() {
        var app = openApp();
        var number = newNumber();
        var user = signUp(app, number);

        var export = get(user.getString("accessToken"), "/v1/account/export")
                .then()
                .statusCode(200)
                .body("account.address", equalTo(number))
                .body("account.app", equalTo(app.id()))
                .body("devices.current", equalTo(List.of(true)))
                .extract()
                .jsonPath();

        assertThat(export.getLong("account.uid")).isEqualTo(user.getLong("uid"));
        assertThat(export.getList("parts.path", String.class)).contains("/v1/profile", "/v1/contacts", "/v1/groups");
        problem(get(app.adminToken(), "/v1/account/export"), 403, "forbidden");
    }

    @Test
    void erasesWhoConfirmsItByTheirAddress() throws Exception {
        var app = openApp();
        var number = newNumber();
        var user = signUp(app, number);
        var token = user.getString("accessToken");

        problem(end(token, newNumber()), 400, "invalid-value");
        problem(end(token, "?"), 400, "invalid-value");
        assertThat(Announced.allAbout(user.getLong("uid"), Topic.USER_LEFT)).isEmpty();
        end(token, number).then().statusCode(204);

        assertThat(Announced.allAbout(user.getLong("uid"), Topic.USER_LEFT)).hasSize(1);
        assertThat(Announced.count("select count(*) from app_user where uid = " + user.getLong("uid")))
                .isZero();
        problem(refresh(user.getString("refreshToken")), 401, "unauthenticated");
        problem(end(token, number), 403, "revoked");
        assertThat(signUp(app, number).getBoolean("created")).isTrue();
    }

    private static Response end(String token, String address) {
        return io.restassured.RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType(io.restassured.http.ContentType.JSON)
                .body(Map.of("address", address))
                .delete("/v1/account");
    }

    private static Response start(String token, String phone) {
        return as(token, "/v1/account/number", Map.of("phone", phone));
    }

    private static Response move(String token, String phone) {
        String id = start(token, phone).then().statusCode(202).extract().path("id");
        return as(token, "/v1/account/number/" + id, Map.of("code", codeFor(phone)));
    }
}
