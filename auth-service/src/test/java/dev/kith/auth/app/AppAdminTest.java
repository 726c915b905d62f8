package dev.kith.auth.app;

import static dev.kith.auth.Api.as;
import static dev.kith.auth.Api.get;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.post;
import static dev.kith.auth.Api.problem;
import static dev.kith.auth.Api.signUp;
import static dev.kith.auth.Api.user;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.auth.Announced;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.AppUpdated;
import dev.kith.contracts.event.Discoverability;
import dev.kith.contracts.event.MessageRules;
import dev.kith.contracts.event.Strangers;
import dev.kith.contracts.event.UserJoined;
import dev.kith.kit.event.Event;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class AppAdminTest {
    private static final String ROOT_KEY = "development-only-root-key";
    private static final String APPS = "/v1/admin/apps";
    private static final String TOKENS = "/v1/admin/tokens";

    @Test
    void opensAnAppWithTheUsualSettings() {
        as(ROOT_KEY, APPS, Map.of("name", "Shop"))
                .then()
                .statusCode(201)
                .body("settings.region", nullValue())
                .body("settings.discoverability", equalTo("contacts"))
                .body(
                        "settings.levels",
                        equalTo(Map.of(
                                "name", List.of(1),
                                "picture", List.of(1),
                                "status", List.of(2),
                                "info", List.of(2),
                                "presence", List.of(5),
                                "lastSeen", List.of(5))));
    }

    @Test
    void keepsOfTheKeyNothingThatOpens() throws Exception {
        var app = openApp();

        var stored = Announced.count("select count(*) from app a where a::text like '%"
                + app.key().substring(app.key().lastIndexOf('_') + 1) + "%'");

        assertThat(stored).isZero();
    }

    @Test
    void changesWhatIsNamedAndKeepsTheRest() throws Exception {
        var app = openApp(Map.of("name", "test", "region", "DE"));

        patch(app.adminToken(), app.id(), "{'discoverability': 'everyone', 'levels': {'name': [0], 'motto': []}}")
                .then()
                .statusCode(200)
                .body("id", equalTo(app.id()))
                .body("settings.region", equalTo("DE"))
                .body("settings.discoverability", equalTo("everyone"))
                .body("settings.levels.name", equalTo(List.of(0)))
                .body("settings.levels.motto", equalTo(List.of()))
                .body("settings.levels.status", equalTo(List.of(2)));

        var uid = user(app, "0" + newNumber().substring(3));
        var joined = UserJoined.parseFrom(
                Announced.about(uid, Topic.USER_JOINED, r -> true).value());
        assertThat(joined.getDiscoverability()).isEqualTo(Discoverability.EVERYONE);
        assertThat(joined.getFieldLevelsMap()).containsEntry("name", 1).containsEntry("motto", 0);
        patch(app.adminToken(), app.id(), "{'region': ''}")
                .then()
                .statusCode(200)
                .body("settings.region", nullValue());
    }

    @Test
    void announcesTheSettingsWholeWithEachChange() throws Exception {
        var app = openApp(Map.of("name", "test", "region", "DE"));

        patch(app.adminToken(), app.id(), "{'lookUps': {'burst': 50}}").then().statusCode(200);
        patch(app.adminToken(), app.id(), "{'lookUps': {'refill': 'PT1M'}, 'region': ''}")
                .then()
                .statusCode(200)
                .body("settings.lookUps.burst", equalTo(50))
                .body("settings.lookUps.refill", equalTo("PT1M"));

        var announced = announced(app.id());
        assertThat(announced).extracting(AppUpdated::getRevision).containsExactly(1L, 2L, 3L);
        assertThat(announced.getFirst().getRegion()).isEqualTo("DE");
        assertThat(announced.getFirst().getLookUps().getBurst()).isEqualTo(10_000);
        assertThat(announced.getFirst().getLookUps().getRefillMillis()).isEqualTo(1_800_000);
        assertThat(announced.getFirst().getFieldLevelsMap()).containsEntry("name", 2);
        assertThat(announced.getLast().hasRegion()).isFalse();
        assertThat(announced.getLast().getLookUps().getBurst()).isEqualTo(50);
        assertThat(announced.getLast().getLookUps().getRefillMillis()).isEqualTo(60_000);
        assertThat(announced)
                .extracting(update -> update.getLookUps().getRefillSince())
                .isSorted()
                .doesNotContain(0L);
        assertThat(announced.get(1).getLookUps().getRefillSince())
                .isEqualTo(announced.getFirst().getLookUps().getRefillSince());
        assertThat(announced.getLast().getDiscoverability()).isEqualTo(Discoverability.CONTACTS);
    }

    @Test
    void setsWhatHoldsForMessages() throws Exception {
        var app = openApp();

        patch(
                        app.adminToken(),
                        app.id(),
                        "{'messages': {'retention': 'P90D', 'searchLanguage': 'german', 'strangers': 'contacts'}}")
                .then()
                .statusCode(200)
                .body("settings.messages.retention", equalTo("PT2160H"))
                .body("settings.messages.searchLanguage", equalTo("german"))
                .body("settings.messages.strangers", equalTo("contacts"));
        patch(app.adminToken(), app.id(), "{'messages': {'retention': '', 'strangers': 'request'}}")
                .then()
                .statusCode(200)
                .body("settings.messages.strangers", equalTo("request"))
                .body("settings.messages.retention", nullValue())
                .body("settings.messages.searchLanguage", equalTo("german"));

        var announced = announced(app.id());
        assertThat(announced.getFirst().getMessages())
                .isEqualTo(MessageRules.newBuilder().setSearchLanguage("simple").build());
        assertThat(announced.get(1).getMessages())
                .isEqualTo(MessageRules.newBuilder()
                        .setRetentionMillis(Duration.ofDays(90).toMillis())
                        .setSearchLanguage("german")
                        .setStrangers(Strangers.STRANGERS_REFUSED)
                        .build());
        assertThat(announced.getLast().getMessages().getRetentionMillis()).isZero();
        assertThat(announced.getLast().getMessages().getStrangers()).isEqualTo(Strangers.STRANGERS_ASK);
    }

    @Test
    void setsAndAnnouncesForHowLongMessagesCanBeChanged() throws Exception {
        var app = openApp();

        patch(
                        app.adminToken(),
                        app.id(),
                        "{'messages': {'editWithin': 'PT0S', 'recallWithin': 'PT15M', 'expiry': 'P7D'}}")
                .then()
                .statusCode(200)
                .body("settings.messages.editWithin", equalTo("PT0S"))
                .body("settings.messages.recallWithin", equalTo("PT15M"))
                .body("settings.messages.expiry", equalTo("PT168H"));
        patch(app.adminToken(), app.id(), "{'messages': {'editWithin': ''}}")
                .then()
                .statusCode(200)
                .body("settings.messages.editWithin", nullValue())
                .body("settings.messages.recallWithin", equalTo("PT15M"));

        var announced = announced(app.id());
        assertThat(announced.getFirst().getMessages().hasEditWithinMillis()).isFalse();
        assertThat(announced.get(1).getMessages().hasEditWithinMillis()).isTrue();
        assertThat(announced.get(1).getMessages().getEditWithinMillis()).isZero();
        assertThat(announced.get(1).getMessages().getExpiryMillis())
                .isEqualTo(Duration.ofDays(7).toMillis());
        assertThat(announced.getLast().getMessages().hasEditWithinMillis()).isFalse();
        assertThat(announced.getLast().getMessages().getRecallWithinMillis()).isEqualTo(900_000);
    }

    @Test
    void setsAndAnnouncesTheBudgetOfPresence() throws Exception {
        var app = openApp();

        patch(app.adminToken(), app.id(), "{'presence': {'perSecond': 200}}")
                .then()
                .statusCode(200)
                .body("settings.presence.perSecond", equalTo(200));
        patch(app.adminToken(), app.id(), "{'presence': {'perSecond': 0}}")
                .then()
                .statusCode(200)
                .body("settings.presence.perSecond", nullValue());

        var announced = announced(app.id());
        assertThat(announced).extracting(AppUpdated::hasPresence).containsExactly(false, true, false);
        assertThat(announced.get(1).getPresence().getPerSecond()).isEqualTo(200);
    }

    @Test
    void keepsBothOfTwoChangesAtOnce() throws Exception {
        var app = openApp();

        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 1; round <= 10; round++) {
                var burst = "{'lookUps': {'burst': " + round + "}}";
                var refill = "{'lookUps': {'refill': 'PT" + round + "S'}}";
                threads.invokeAll(List.<Callable<Integer>>of(
                                () -> patch(app.adminToken(), app.id(), burst).statusCode(),
                                () -> patch(app.adminToken(), app.id(), refill).statusCode()))
                        .forEach(done -> assertThat(done.resultNow()).isEqualTo(200));

                get(app.adminToken(), APPS + "/" + app.id())
                        .then()
                        .body("settings.lookUps.burst", equalTo(round))
                        .body("settings.lookUps.refill", equalTo("PT" + round + "S"));
            }
        }

        assertThat(announced(app.id()))
                .extracting(AppUpdated::getRevision)
                .hasSize(21)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsABackendItsOwnSettingsOnly() {
        var mine = openApp(Map.of("name", "test", "lookUps", Map.of("burst", 7)));
        var narrow =
                as(mine.key(), TOKENS, Map.of("scopes", List.of("users:write"))).<String>path("accessToken");

        get(mine.adminToken(), APPS + "/" + mine.id())
                .then()
                .statusCode(200)
                .body("id", equalTo(mine.id()))
                .body("settings.discoverability", equalTo("contacts"))
                .body("settings.lookUps", equalTo(Map.of("burst", 7, "refill", "PT30M")));
        problem(get(mine.adminToken(), APPS + "/" + openApp().id()), 404, "not-found");
        problem(get(narrow, APPS + "/" + mine.id()), 403, "forbidden");
        problem(get(signUp(mine, newNumber()).getString("accessToken"), APPS + "/" + mine.id()), 403, "forbidden");
        problem(given().get(APPS + "/" + mine.id()), 401, "unauthenticated");
    }

    private static List<AppUpdated> announced(String app) throws Exception {
        Awaitility.await().until(() -> Announced.count("select count(*) from outbox") == 0);
        var updates = new ArrayList<AppUpdated>();
        for (var record : SharedStack.get().events().all(Topic.APP_UPDATED)) {
            if (Arrays.equals(record.key(), Event.key(app))) {
                updates.add(AppUpdated.parseFrom(record.value()));
            }
        }
        return updates;
    }

    @Test
    void letsABackendChangeItsOwnAppOnly() {
        var mine = openApp();
        var other = openApp();
        var narrow =
                as(mine.key(), TOKENS, Map.of("scopes", List.of("users:write"))).<String>path("accessToken");
        var ofUser = signUp(mine, newNumber()).getString("accessToken");

        problem(patch(mine.adminToken(), other.id(), "{'region': 'DE'}"), 404, "not-found");
        problem(patch(mine.adminToken(), "app_aaaaaaaaaaaa", "{'region': 'DE'}"), 404, "not-found");
        problem(patch(narrow, mine.id(), "{'region': 'DE'}"), 403, "forbidden");
        problem(patch(ofUser, mine.id(), "{'region': 'DE'}"), 403, "forbidden");
        problem(patch(mine.key(), mine.id(), "{'region': 'DE'}"), 401, "unauthenticated");
        problem(given().contentType(ContentType.JSON).body("{}").patch(APPS + "/" + mine.id()), 401, "unauthenticated");
    }

    @Test
    void takesNoKeyButTheRootKey() {
        var app = openApp();

        problem(post(APPS, Map.of("name", "Shop")), 401, "unauthenticated");
        problem(as("wrong", APPS, Map.of("name", "Shop")), 401, "wrong-key");
        problem(as(app.key(), APPS, Map.of("name", "Shop")), 401, "wrong-key");
        problem(as(app.adminToken(), APPS, Map.of("name", "Shop")), 401, "wrong-key");
        problem(
                given().header("Authorization", "Basic " + ROOT_KEY)
                        .contentType(ContentType.JSON)
                        .body(Map.of("name", "Shop"))
                        .post(APPS),
                401,
                "unauthenticated");
    }

    @Test
    void givesAdminTokensForTheKeyOfTheApp() {
        var app = openApp();

        as(app.key(), TOKENS, Map.of("scopes", List.of("users:write", "users:token")))
                .then()
                .statusCode(200)
                .body("expiresIn", equalTo(600))
                .body("scopes", equalTo(List.of("users:write", "users:token")));

        given().auth()
                .oauth2(app.key())
                .contentType(ContentType.JSON)
                .post(TOKENS)
                .then()
                .statusCode(200)
                .body(
                        "scopes",
                        equalTo(List.of(
                                "apps:write", "users:write", "users:token", "relationships:write", "messages:send")));
        var ofOther = openApp().key();
        var mixed = app.key().substring(0, app.key().lastIndexOf('_')) + ofOther.substring(ofOther.lastIndexOf('_'));
        problem(as(mixed, TOKENS, Map.of()), 401, "wrong-key");
        problem(as(ROOT_KEY, TOKENS, Map.of()), 401, "wrong-key");
        problem(as("kith_app_aaaaaaaaaaaa_" + "a".repeat(52), TOKENS, Map.of()), 401, "wrong-key");
        problem(post(TOKENS, Map.of()), 401, "unauthenticated");
        problem(as(app.key(), TOKENS, Map.of("scopes", List.of("user"))), 400, "invalid-value");
        problem(as(app.key(), TOKENS, Map.of("scopes", List.of("root"))), 400, "invalid-value");
        problem(as(app.key(), TOKENS, Map.of("scopes", List.of())), 400, "invalid-value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | invalid-value | name",
                "{'name': ''}                                    | invalid-value | name",
                "{'name': 'LONG'}                                | invalid-value | name",
                "{'name': 'a\\u0000'}                            | invalid-value | name",
                "{'name': 'a', 'region': 'Germany'}              | invalid-value | region",
                "{'name': 'a', 'discoverability': 'some'}        | invalid-value | discoverability",
                "{'name': 'a', 'levels': {'name': [32]}}         | invalid-value | levels.name",
                "{'name': 'a', 'levels': {'name': [-1]}}         | invalid-value | levels.name",
                "{'name': 'a', 'levels': {'name': [null]}}       | invalid-value | levels.name",
                "{'name': 'a', 'levels': {'name': null}}         | invalid-value | levels.name",
                "{'name': 'a', 'levels': {'name': '1'}}          | invalid-value | levels.name",
                "{'name': 'a', 'levels': {'na me': [1]}}         | invalid-value | levels",
                "{'name': 'a', 'levels': {'': [1]}}              | invalid-value | levels",
                "{'name': 'a', 'levels': MANY}                   | invalid-value | levels",
                "{'name': 'a', 'id': 'b'}                        | unknown-field | id",
                "null                                            | bad-request   | body",
            })
    void refusesABadApp(String body, String code, String detail) {
        var json = body.replace('\'', '"').replace("LONG", "x".repeat(65)).replace("MANY", manyFields());

        var answer = as(ROOT_KEY, APPS, json);

        problem(answer, 400, code).body("detail", containsString(detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'region': 'germany'}          | invalid-value",
                "{'discoverability': 'some'}    | invalid-value",
                "{'levels': {'name': [99]}}     | invalid-value",
                "{'lookUps': {'burst': 0}}      | invalid-value",
                "{'lookUps': {'burst': 1000001}} | invalid-value",
                "{'lookUps': {'burst': 'x'}}    | invalid-value",
                "{'lookUps': {'refill': 'PT0S'}} | invalid-value",
                "{'lookUps': {'refill': '-PT1H'}} | invalid-value",
                "{'lookUps': {'refill': 'P366D'}} | invalid-value",
                "{'lookUps': {'refill': '1 h'}} | invalid-value",
                "{'lookUps': {'rate': 1}}       | unknown-field",
                "{'presence': {'perSecond': -1}} | invalid-value",
                "{'presence': {'perSecond': 100001}} | invalid-value",
                "{'presence': {'rate': 1}}      | unknown-field",
                "{'messages': {'editWithin': '-PT1S'}} | invalid-value",
                "{'messages': {'recallWithin': '1 h'}} | invalid-value",
                "{'messages': {'expiry': 'PT0S'}} | invalid-value",
                "{'messages': {'expiry': 'P367D'}} | invalid-value",
                "{'messages': {'retention': 'PT1M'}} | invalid-value",
                "{'messages': {'retention': 'soon'}} | invalid-value",
                "{'messages': {'searchLanguage': 'klingon'}} | invalid-value",
                "{'messages': {'strangers': 'some'}} | invalid-value",
                "{'messages': {'size': 1}}      | unknown-field",
                "{'name': 'b'}                  | unknown-field",
                "null                           | bad-request",
            })
    void refusesABadChangeAndKeepsTheSettings(String body, String code) {
        var app = openApp();

        var answer = patch(app.adminToken(), app.id(), body);

        problem(answer, 400, code);
        patch(app.adminToken(), app.id(), "{}")
                .then()
                .statusCode(200)
                .body("settings.discoverability", equalTo("contacts"))
                .body("settings.lookUps.burst", equalTo(10_000))
                .body("settings.levels.name", equalTo(List.of(1)));
    }

    private static Response patch(String bearer, String app, String body) {
        return given().auth()
                .oauth2(bearer)
                .contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .patch(APPS + "/" + app);
    }

    private static String manyFields() {
        var fields = new StringBuilder("{");
        for (int i = 0; i < 65; i++) {
            fields.append(i == 0 ? "" : ",").append("\"f").append(i).append("\": [1]");
        }
        return fields.append('}').toString();
    }
}
