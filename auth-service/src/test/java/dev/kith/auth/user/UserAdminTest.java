package dev.kith.auth.user;

import static dev.kith.auth.Api.as;
import static dev.kith.auth.Api.delete;
import static dev.kith.auth.Api.get;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.problem;
import static dev.kith.auth.Api.refresh;
import static dev.kith.auth.Api.signUp;
import static dev.kith.auth.Api.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.auth.Announced;
import dev.kith.auth.Api;
import dev.kith.auth.Together;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.Discoverability;
import dev.kith.contracts.event.SessionRevoked;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class UserAdminTest {
    private static final String USERS = "/v1/admin/users";

    @Test
    void createsTheUserOfAnAddressOnce() throws Exception {
        var app = openApp(Map.of("name", "test", "discoverability", "nobody"));

        var first = create(app, Map.of("address", "Ada@Example.org", "name", "Ada"));
        var second = create(app, Map.of("address", " ada@example.ORG ", "name", "Eve", "discoverability", "everyone"));

        assertThat(first.created()).isTrue();
        assertThat(second).isEqualTo(new JoinUser.Joined(first.uid(), false));
        var events = Announced.allAbout(first.uid(), Topic.USER_JOINED);
        assertThat(events).hasSize(1);
        var joined = UserJoined.parseFrom(events.getFirst().value());
        assertThat(joined.getAddress()).isEqualTo("ada@example.org");
        assertThat(joined.getName()).isEqualTo("Ada");
        assertThat(joined.getDiscoverability()).isEqualTo(Discoverability.NOBODY);
    }

    @Test
    void createsOneUserForManyWhoAskAtOnce() throws Exception {
        var app = openApp();
        var number = newNumber();

        var answers = Together.run(8, i -> create(app, Map.of("address", number)));

        assertThat(new HashSet<>(answers.stream().map(JoinUser.Joined::uid).toList()))
                .hasSize(1);
        assertThat(answers.stream().filter(JoinUser.Joined::created)).hasSize(1);
        assertThat(Announced.allAbout(answers.getFirst().uid(), Topic.USER_JOINED))
                .hasSize(1);
    }

    @Test
    void knowsANumberInEverySpelling() {
        var app = openApp(Map.of("name", "test", "region", "DE"));
        var number = newNumber();

        var uid = user(app, number);

        assertThat(user(app, "0" + number.substring(3))).isEqualTo(uid);
        assertThat(user(app, "0049 (0)" + number.substring(3))).isEqualTo(uid);
        assertThat(create(app, Map.of("address", "011" + number.substring(1), "region", "US"))
                        .uid())
                .isEqualTo(uid);
        assertThat(signUp(app, number).getLong("uid")).isEqualTo(uid);
    }

    @Test
    void keepsTheUsersOfTwoAppsApart() {
        var one = openApp();
        var other = openApp();
        var number = newNumber();

        var uid = user(one, number);

        assertThat(user(other, number)).isNotEqualTo(uid);
        problem(as(other.adminToken(), USERS + "/" + uid + "/tokens", Map.of("device", "phone")), 404, "not-found");
        problem(delete(other.adminToken(), USERS + "/" + uid), 404, "not-found");
        assertThat(user(one, number)).isEqualTo(uid);
    }

    @Test
    void signsInAUserWhomTheAppAuthenticated() {
        var app = openApp();
        var uid = user(app, "ada");

        var tokens = as(app.adminToken(), USERS + "/" + uid + "/tokens", Map.of("device", "Tablet", "ttl", 60))
                .then()
                .statusCode(200)
                .body("uid", equalTo((int) uid))
                .body("expiresIn", equalTo(60))
                .extract()
                .jsonPath();

        get(tokens.getString("accessToken"), "/v1/devices")
                .then()
                .statusCode(200)
                .body("devices.name", equalTo(List.of("Tablet")));
        refresh(tokens.getString("refreshToken")).then().statusCode(200).body("expiresIn", equalTo(900));
    }

    @Test
    void erasesAUserForGood() throws Exception {
        var app = openApp();
        var number = newNumber();
        var signedIn = signUp(app, number);
        long uid = signedIn.getLong("uid");

        delete(app.adminToken(), USERS + "/" + uid).then().statusCode(204);

        var left = UserLeft.parseFrom(
                Announced.about(uid, Topic.USER_LEFT, r -> true).value());
        assertThat(left.getUid()).isEqualTo(uid);
        assertThat(left.getApp()).isEqualTo(app.id());
        assertThat(left.getLeftAt()).isPositive();
        var revoked = SessionRevoked.parseFrom(
                Announced.about(uid, Topic.SESSION_REVOKED, r -> true).value());
        assertThat(revoked.getDevice()).isEqualTo(signedIn.getString("device"));
        var joined = Announced.allAbout(uid, Topic.USER_JOINED);
        assertThat(joined).hasSize(2);
        assertThat(joined.getLast().value()).isNull();
        problem(refresh(signedIn.getString("refreshToken")), 401, "unauthenticated");
        problem(get(signedIn.getString("accessToken"), "/v1/devices"), 403, "revoked");
        problem(delete(app.adminToken(), USERS + "/" + uid), 404, "not-found");
        problem(as(app.adminToken(), USERS + "/" + uid + "/tokens", Map.of("device", "phone")), 404, "not-found");
    }

    @Test
    void givesWhoComesBackANewAndGreaterUid() {
        var app = openApp();
        var number = newNumber();
        long gone = user(app, number);
        delete(app.adminToken(), USERS + "/" + gone).then().statusCode(204);

        var back = create(app, Map.of("address", number));

        assertThat(back.created()).isTrue();
        assertThat(back.uid()).isGreaterThan(gone);
    }

    @Test
    void erasesOnceWhenAskedTwiceAtOnce() throws Exception {
        var app = openApp();
        long uid = user(app, newNumber());

        var answers =
                Together.run(4, i -> delete(app.adminToken(), USERS + "/" + uid).statusCode());

        assertThat(answers).containsExactlyInAnyOrder(204, 404, 404, 404);
        assertThat(Announced.allAbout(uid, Topic.USER_LEFT)).hasSize(1);
    }

    @Test
    void erasesManyAtOnce() throws Exception {
        var app = openApp();
        for (int round = 0; round < 10; round++) {
            var uids = Stream.generate(() -> user(app, newNumber())).limit(8).toList();

            var answers = Together.run(
                    8, i -> delete(app.adminToken(), USERS + "/" + uids.get(i)).statusCode());

            assertThat(answers).containsOnly(204);
        }
    }

    @Test
    void leavesNoDeviceOfWhoIsErasedWhileSigningIn() throws Exception {
        var app = openApp();
        for (int round = 0; round < 5; round++) {
            long uid = user(app, newNumber());
            var path = USERS + "/" + uid;

            var answers = Together.run(
                    4,
                    i -> i == 0
                            ? delete(app.adminToken(), path).statusCode()
                            : as(app.adminToken(), path + "/tokens", Map.of("device", "phone"))
                                    .statusCode());

            assertThat(answers.getFirst()).isEqualTo(204);
            assertThat(answers.subList(1, 4)).isSubsetOf(200, 404);
            assertThat(Announced.count("select count(*) from device where uid = " + uid))
                    .isZero();
            assertThat(Announced.allAbout(uid, Topic.SESSION_REVOKED))
                    .hasSameSizeAs(
                            answers.stream().filter(status -> status == 200).toList());
        }
    }

    @Test
    void wantsTheScopeOfTheCall() {
        var app = openApp();
        var uid = user(app, "ada");
        var narrow = token(app, "users:write");
        var tokensOnly = token(app, "users:token");
        var ofUser = signUp(app, newNumber()).getString("accessToken");

        problem(as(narrow, USERS + "/" + uid + "/tokens", Map.of("device", "phone")), 403, "forbidden");
        problem(as(tokensOnly, USERS, Map.of("address", "eve")), 403, "forbidden");
        problem(delete(tokensOnly, USERS + "/" + uid), 403, "forbidden");
        problem(as(ofUser, USERS, Map.of("address", "eve")), 403, "forbidden");
        problem(Api.post(USERS, Map.of("address", "eve")), 401, "unauthenticated");
        problem(get(app.adminToken(), "/v1/devices"), 403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                             | 400 | invalid-value  | address",
                "{'address': ''}                                | 400 | invalid-value  | empty",
                "{'address': 'a\\u0007b'}                       | 400 | invalid-value  | control",
                "{'address': 'a\\u202eb'}                       | 400 | invalid-value  | invisible",
                "{'address': 'LONG'}                            | 400 | invalid-value  | 63",
                "{'address': '+49 30'}                          | 400 | invalid-number | short",
                "{'address': '030 901820'}                      | 400 | invalid-number | region",
                "{'address': '030 901820', 'region': 'ZZ'}      | 400 | invalid-number | region",
                "{'address': 'ada', 'name': 'a\\tb'}            | 400 | invalid-value  | name",
                "{'address': 'ada', 'discoverability': 'friends'} | 400 | invalid-value | discoverability",
                "{'address': 'ada', 'uid': 7}                   | 400 | unknown-field  | uid",
                "{'address': ['ada']}                           | 400 | invalid-value  | address",
                "null                                           | 400 | bad-request    | body",
            })
    void refusesABadUser(String body, int status, String code, String detail) {
        var json = body.replace('\'', '"').replace("LONG", "x".repeat(64));

        var answer = as(openApp().adminToken(), USERS, json);

        problem(answer, status, code).body("detail", containsString(detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UID | {}                                | 400 | invalid-value",
                "UID | {'device': 'phone', 'ttl': 59}    | 400 | invalid-value",
                "UID | {'device': 'phone', 'ttl': 3601}  | 400 | invalid-value",
                "UID | {'device': 'phone', 'ttl': '60'}  | 400 | invalid-value",
                "UID | {'device': 'phone', 'ttl': 1e99}  | 400 | invalid-value",
                "0   | {'device': 'phone'}               | 404 | not-found",
                "-1  | {'device': 'phone'}               | 404 | not-found",
                "x   | {'device': 'phone'}               | 404 | not-found",
                "99999999999999999999 | {'device': 'phone'} | 404 | not-found",
            })
    void refusesABadSignIn(String uid, String body, int status, String code) {
        var app = openApp();
        var path = USERS + "/" + uid.replace("UID", String.valueOf(user(app, "ada"))) + "/tokens";

        var answer = as(app.adminToken(), path, body.replace('\'', '"'));

        problem(answer, status, code);
    }

    private static JoinUser.Joined create(Api.App app, Map<String, String> request) {
        var answer = as(app.adminToken(), USERS, request)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return new JoinUser.Joined(answer.getLong("uid"), answer.getBoolean("created"));
    }

    private static String token(Api.App app, String scope) {
        return as(app.key(), "/v1/admin/tokens", Map.of("scopes", List.of(scope)))
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }
}
