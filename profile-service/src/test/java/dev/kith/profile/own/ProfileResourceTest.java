package dev.kith.profile.own;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.patch;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.TestTokens;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ProfileResourceTest extends OnTheStack {
    private Person ada;

    @BeforeEach
    void adaJoins() {
        ada = scene.person("Ada");
    }

    @Test
    void givesANewcomerTheFirstFieldsOfTheApp() {
        as(ada).get("/v1/profile")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("version", is(1))
                .body("address", equalTo(ada.address()))
                .body("fields.name.value", equalTo("Ada"))
                .body("fields.name.levels", equalTo(List.of(1)))
                .body("fields.presence.levels", equalTo(List.of(5)))
                .body("fields.presence.value", nullValue())
                .body("fields.status.levels", equalTo(List.of(2)));
    }

    @Test
    void waitsForAUserWhoIsAnnouncedAMomentLater() {
        var late = scene.somebody("shy");
        scene.announce(late, "Late");

        as(late).get("/v1/profile").then().statusCode(200).body("fields.name.value", equalTo("Late"));
    }

    @Test
    void isUnavailableForAUserWhoIsNeverAnnounced() {
        as(scene.somebody("shy"))
                .get("/v1/profile")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("code", equalTo("unavailable"));
    }

    @Test
    void patchesOnlyWhatIsNamed() {
        patch(ada, Map.of("status", Map.of("value", "busy"), "city", Map.of("value", "Bonn", "levels", List.of(0, 3))))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", is(2))
                .body("fields.status.value", equalTo("busy"))
                .body("fields.status.levels", equalTo(List.of(2)))
                .body("fields.city.levels", equalTo(List.of(0, 3)))
                .body("fields.name.value", equalTo("Ada"));
    }

    @Test
    void tellsANullFieldFromANullValue() {
        var nothing = new HashMap<String, Object>();
        nothing.put("value", null);
        var fields = new HashMap<String, Object>();
        fields.put("name", nothing);
        fields.put("picture", null);

        patch(ada, fields)
                .statusCode(200)
                .body("fields.name.value", nullValue())
                .body("fields.name.levels", equalTo(List.of(1)))
                .body("fields.picture", nullValue());
    }

    @Test
    void keepsTheVersionWhenNothingChanges() {
        patch(ada, Map.of("name", Map.of("value", "Ada", "levels", List.of(1)))).body("version", is(1));
        patch(ada, Map.of()).body("version", is(1));
    }

    @Test
    void announcesEachVersionWholeWithWhatChanged() throws Exception {
        patch(ada, Map.of("name", Map.of("value", "Ada L.", "levels", List.of(2))))
                .statusCode(200);
        scene.awaitPublished();

        var records = scene.records(Topic.PROFILE_UPDATED, Events.key(ada.uid()));

        assertThat(records).hasSize(2);
        var event = ProfileUpdated.parseFrom(records.getLast().orElseThrow());
        assertThat(event.getVersion()).isEqualTo(2);
        assertThat(event.getFieldsList()).hasSize(6);
        assertThat(event.getChangedList()).containsExactly("name");
        assertThat(event.getBeforeList())
                .extracting(before -> before.getName() + before.getOpenings(0).getLevels())
                .containsExactly("name2");
    }

    @Test
    void refusesAChangeOfAnOldVersionAndSaysTheCurrentOne() {
        patch(ada, Map.of("name", Map.of("value", "A"))).statusCode(200);

        as(ada).header("If-Match", "\"1\"")
                .body("{\"fields\":{\"name\":{\"value\":\"B\"}}}")
                .patch("/v1/profile")
                .then()
                .statusCode(412)
                .header("ETag", "\"2\"")
                .contentType("application/problem+json")
                .body("code", equalTo("version-conflict"));
        as(ada).header("If-Match", "\"2\"")
                .body("{\"fields\":{\"name\":{\"value\":\"B\"}}}")
                .patch("/v1/profile")
                .then()
                .statusCode(200)
                .body("version", is(3));
    }

    @Test
    void letsOneOfManyChangesOfAVersionThrough() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var statuses = threads.invokeAll(IntStream.range(0, 8)
                    .<java.util.concurrent.Callable<Integer>>mapToObj(i -> () -> as(ada).header("If-Match", "\"1\"")
                            .body("{\"fields\":{\"name\":{\"value\":\"" + i + "\"}}}")
                            .patch("/v1/profile")
                            .statusCode())
                    .toList());

            assertThat(statuses)
                    .extracting(done -> done.get())
                    .containsOnlyOnce(200)
                    .filteredOn(s -> s == 412)
                    .hasSize(7);
        }
        as(ada).get("/v1/profile").then().body("version", is(2));
    }

    @Test
    void losesNoneOfManyChangesWithoutAVersion() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(IntStream.range(0, 16)
                    .<java.util.concurrent.Callable<Integer>>mapToObj(i ->
                            () -> patch(ada, Map.of("f" + i, Map.of("value", "x")))
                                    .extract()
                                    .statusCode())
                    .toList());
        }

        as(ada).get("/v1/profile").then().body("version", is(17)).body("fields.size()", is(6 + 16));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"fields":{"name":{"value":1}}}                        | invalid-value
            {"fields":{"name":{"levels":[32]}}}                    | invalid-value
            {"fields":{"name":{"levels":[-1]}}}                    | invalid-value
            {"fields":{"name":{"levels":[1.5]}}}                   | invalid-value
            {"fields":{"name":{"levels":"1"}}}                     | invalid-value
            {"fields":{"name":"Ada"}}                              | invalid-value
            {"fields":{"1name":{"value":"x"}}}                     | invalid-value
            {"fields":{"na me":{"value":"x"}}}                     | invalid-value
            {"fields":{"name":{"value":"a\\u0000b"}}}              | invalid-value
            {"fields":{"name":{"value":"\\ud800"}}}                | invalid-value
            {"fields":{"presence":{"value":"online"}}}             | invalid-value
            {"fields":{"presence":{"values":[{"value":"x","levels":[1]}]}}} | invalid-value
            {"fields":{"name":{"value":{"first":"Ada"}}}}          | invalid-value
            {"fields":{"status":{"value":true}}}                   | invalid-value
            {"fields":{"picture":{"value":"https://example.org/a.png"}}} | invalid-value
            {"fields":{"picture":{"value":"/v1/files/a.png"}}}     | invalid-value
            {"fields":{"picture":{"value":"/v1/files/0E0F1A2B-0000-4000-8000-000000000000"}}} | invalid-value
            {"fields":{"picture":{"value":"/v1/files/0e0f1a2b-0000-4000-8000-000000000000?ref=a"}}} | invalid-value
            {"fields":{"picture":{"value":7}}}                     | invalid-value
            {"fields":{"picture":{"value":"a picture"}}}           | invalid-value
            {"fields":{"picture":{"value":"data:image/png;base64,aaaa"}}} | invalid-value
            {"fields":{"n":{"value":9007199254740992}}}            | invalid-value
            {"fields":{"n":{"value":1e300}}}                       | invalid-value
            {"fields":{"n":{"value":{"a":"\\u0000"}}}}              | invalid-value
            {"fields":{"n":{"value":{"\\ud800":1}}}}                | bad-request
            {"fields":{"n":{"values":[]}}}                         | invalid-value
            {"fields":{"n":{"values":[{"value":1}]}}}              | invalid-value
            {"fields":{"n":{"values":[{"levels":[1]}]}}}           | invalid-value
            {"fields":{"n":{"values":[{"value":null,"levels":[1]}]}}} | invalid-value
            {"fields":{"n":{"values":[{"value":1,"levels":[1,2]},{"value":2,"levels":[2]}]}}} | invalid-value
            {"fields":{"n":{"values":[{"value":1,"levels":[]},{"value":2,"levels":[]}]}}} | invalid-value
            {"fields":{"n":{"values":[{"value":1,"levels":[1]}],"levels":[1]}}} | invalid-value
            {"fields":{"n":{"values":[{"value":1,"levels":[1],"until":7}]}}} | unknown-field
            {"fields":{"name":{"value":"x","colour":"red"}}}       | unknown-field
            {"fields":{},"uid":7}                                  | unknown-field
            {}                                                     | invalid-value
            {"fields":[]}                                          | invalid-value
            {"fields":                                             | bad-request
            """)
    void refusesWhatIsNoPatch(String body, String code) {
        as(ada).body(body).patch("/v1/profile").then().statusCode(400).body("code", equalTo(code));

        as(ada).get("/v1/profile").then().body("version", is(1));
    }

    @Test
    void namesTheFieldThatItRefuses() {
        patch(ada, Map.of("age", Map.of("value", Double.MAX_VALUE)))
                .statusCode(400)
                .body("detail", equalTo("age has numbers to 2^53 - 1."));
    }

    @Test
    void keepsTheTypeOfAValue() {
        var address = Map.of("city", "Bonn", "lines", List.of(1, 2.5));
        patch(
                        ada,
                        Map.of(
                                "age", Map.of("value", 42),
                                "height", Map.of("value", 1.75),
                                "open", Map.of("value", false),
                                "address", Map.of("value", address),
                                "tags", Map.of("value", List.of("a", true))))
                .statusCode(200);

        as(ada).get("/v1/profile")
                .then()
                .body("fields.age.value", is(42))
                .body("fields.height.value", is(1.75f))
                .body("fields.open.value", is(false))
                .body("fields.address.value.city", equalTo("Bonn"))
                .body("fields.address.value.lines", equalTo(List.of(1, 2.5f)))
                .body("fields.tags.value", equalTo(List.of("a", true)));
    }

    @Test
    void knowsOneNumberFromAnotherSpellingOfIt() {
        patch(ada, "{\"fields\":{\"n\":{\"value\":100}}}").body("version", is(2));

        patch(ada, "{\"fields\":{\"n\":{\"value\":1.0e2}}}")
                .body("version", is(2))
                .body("fields.n.value", is(100));
    }

    @Test
    void keepsDifferentValuesForDifferentLevels() {
        var values = List.of(
                Map.of("value", "at work", "levels", List.of(2)),
                Map.of("value", "at the lake", "levels", List.of(3, 5)));

        patch(ada, Map.of("status", Map.of("values", values)))
                .statusCode(200)
                .body("fields.status", equalTo(Map.of("values", values)));
        patch(ada, Map.of("status", Map.of("values", values))).body("version", is(2));
        patch(ada, Map.of("status", Map.of("value", "busy"))).statusCode(400).body("code", equalTo("invalid-value"));
        patch(ada, Map.of("status", Map.of("levels", List.of(1)))).statusCode(400);
        patch(ada, Map.of("status", Map.of("value", "busy", "levels", List.of(2))))
                .statusCode(200)
                .body("fields.status", equalTo(Map.of("value", "busy", "levels", List.of(2))));
    }

    @Test
    void refusesAProfileThatIsTooLargeAltogether() {
        var values = IntStream.range(1, 9)
                .mapToObj(level -> Map.of("value", "x".repeat(4096), "levels", List.of(level)))
                .toList();
        var fields = new HashMap<String, Object>();
        IntStream.range(0, 7).forEach(i -> fields.put("f" + i, Map.of("values", values)));
        patch(ada, fields).statusCode(200);

        patch(ada, Map.of("f7", Map.of("values", values)))
                .statusCode(400)
                .body("detail", equalTo("All values of a profile have at most 256 KiB together."));
    }

    @Test
    void refusesWhatIsTooMuch() {
        patch(ada, Map.of("name", Map.of("value", "n".repeat(129)))).statusCode(400);
        patch(ada, Map.of("name", Map.of("value", "\ud83d\ude80".repeat(128)))).statusCode(200);
        patch(ada, Map.of("status", Map.of("value", "s".repeat(513)))).statusCode(400);
        patch(ada, Map.of("tree", Map.of("value", Map.of("k", "v".repeat(4089)))))
                .statusCode(400);
        patch(ada, "{\"fields\":{\"deep\":{\"value\":" + "[".repeat(17) + "]".repeat(17) + "}}}")
                .statusCode(400);
        patch(ada, "{\"fields\":{\"deep\":{\"value\":" + "[".repeat(16) + "]".repeat(16) + "}}}")
                .statusCode(200);
        patch(ada, Map.of("note", Map.of("value", "é".repeat(2049)))).statusCode(400);
        patch(ada, Map.of("note", Map.of("value", "é".repeat(2048)))).statusCode(200);
        patch(ada, Map.of("n".repeat(65), Map.of("value", "x"))).statusCode(400);
        var many = new HashMap<String, Object>();
        IntStream.range(0, 58).forEach(i -> many.put("f" + i, Map.of("value", "x")));
        patch(ada, many).statusCode(400).body("code", equalTo("invalid-value"));
    }

    @Test
    void refusesABodyThatIsTooLargeBeforeItIsSent() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/profile"))
                .header("Authorization", "Bearer " + ada.token())
                .header("Content-Type", "application/json")
                .version(HttpClient.Version.HTTP_1_1)
                .expectContinue(true)
                .method("PATCH", HttpRequest.BodyPublishers.ofString("x".repeat(2_000_000)))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"too-large\"");
        }
    }

    @Test
    void refusesAnIfMatchThatIsNone() {
        as(ada).header("If-Match", "2")
                .body(Map.of("fields", Collections.emptyMap()))
                .patch("/v1/profile")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-request"));
    }

    @Test
    void opensToUsersOnly() {
        given().get("/v1/profile").then().statusCode(401).body("code", equalTo("unauthenticated"));
        given().auth()
                .oauth2(TestTokens.expired(ada.uid(), ada.app(), "d"))
                .get("/v1/profile")
                .then()
                .statusCode(401)
                .body("code", equalTo("token-expired"));
        given().auth()
                .oauth2(TestTokens.forged(ada.uid(), ada.app(), "d"))
                .get("/v1/profile")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.admin(ada.app(), "users:write"))
                .get("/v1/profile")
                .then()
                .statusCode(403);
    }

    @Test
    void answersNobodyInAnotherApp() {
        given().auth()
                .oauth2(TestTokens.user(ada.uid(), "app_other", "d"))
                .get("/v1/profile")
                .then()
                .statusCode(not(200));
    }
}
