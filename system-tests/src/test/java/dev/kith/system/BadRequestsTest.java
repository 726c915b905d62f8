package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.LocalStack;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gateway and the services behind it say to requests that are wrong.
@ExtendWith(RunningKith.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsTest {
    private static final int MIB = 1024 * 1024;

    private Api api;
    private Api.App app;
    private Api.User alice;

    @BeforeAll
    void signUp(LocalStack stack) {
        api = new Api(stack);
        app = api.newApp();
        alice = api.newUser(app);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST  | /v1/verifications      | {"app": "x", "phone": "+442079460000", "admin": true}
                    PATCH | /v1/profile            | {"fields": {}, "uid": 1}
                    POST  | /v1/contacts:sync      | {"mode": "merge", "add": [], "owner": 1}
                    PUT   | /v1/presence/watch     | {"addresses": [], "forEver": true}
                    POST  | /v1/profiles:batch     | {"addresses": [], "all": true}
                    POST  | /v1/tokens             | {"refreshToken": "a", "uid": 1}
                    """)
    void fieldThatACallDoesNotKnowIsRefused(String method, String path, String body) {
        assertThat(api.send(method, path, alice.token(), body).problem()).isEqualTo("400 unknown-field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/profile", "/v1/contacts", "/v1/relationships", "/v1/presence", "/v1/devices"})
    void callWithoutATokenOrWithAWrongOneIsRefused(String path) {
        assertThat(api.get(path, null).problem()).isEqualTo("401 unauthenticated");
        assertThat(api.get(path, "nonsense").problem()).isEqualTo("401 unauthenticated");
        assertThat(api.get(path, alice.token() + "x").problem()).isEqualTo("401 unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/admin/users", "/v1/admin/apps"})
    void usersTokenOpensNothingOfTheBackends(String path) {
        assertThat(api.send("POST", path, alice.token(), "{}").status()).isIn(401, 403);
    }

    @Test
    void bodyThatIsTooLargeIsRefusedAndTheNextRequestIsTaken() {
        var huge = "{\"fields\": {\"name\": {\"value\": \"" + "x".repeat(2 * MIB) + "\"}}}";

        assertThat(api.send("PATCH", "/v1/profile", alice.token(), huge).problem())
                .isEqualTo("413 too-large");

        api.get("/v1/profile", alice.token()).ok();
    }

    @Test
    void headersThatAreTooLargeAreRefused() {
        var request = api.request("GET", "/v1/profile", alice.token(), null).header("X-Junk", "j".repeat(20_000));

        assertThat(api.send(request).status()).isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/q/health/ready",
                "/internal/v1/resolve",
                "/v1/../internal/v1/resolve",
                "/v1/profile/%2e%2e/%2e%2e/internal/v1/resolve",
                "/v1/contacts/..%2f..%2finternal/v1/resolve",
                "//internal/v1/resolve",
                "/v1/profilesque",
                "/"
            })
    void whatIsNotPublicIsNotThere(String path) {
        assertThat(api.get(path, alice.token()).status()).isIn(400, 404);
        assertThat(api.get(path, alice.token()).http().body()).doesNotContain("results", "jvm_memory", "UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "not a number", "+44", "+4420794600001234567", ""})
    void numberThatIsNoneGetsNoCode(String phone) {
        var body = "{\"app\": \"%s\", \"phone\": \"%s\"}".formatted(app.id(), phone);

        assertThat(api.send("POST", "/v1/verifications", null, body).problem()).startsWith("400 ");
    }

    @Test
    void syncNamesEachEntryItCannotTakeAndTakesTheOthers() {
        var bob = api.newUser(app);
        var body = "{\"mode\": \"merge\", \"region\": \"GB\", \"add\": [\"%s\", \"999\", \"...\", \"\"]}"
                .formatted(bob.address());

        var answer = api.send("POST", "/v1/contacts:sync", alice.token(), body).ok();

        assertThat(answer.getAsJsonArray("matched")).hasSize(1);
        assertThat(answer.getAsJsonArray("invalid").toString())
                .isEqualTo("[{\"index\":1,\"reason\":\"short-code\"},{\"index\":2,\"reason\":\"not-an-address\"},"
                        + "{\"index\":3,\"reason\":\"empty\"}]");
    }

    @Test
    void bookThatIsTooLongForOneCallIsRefusedWhole() {
        var numbers =
                IntStream.range(0, 10_001).mapToObj("\"+44770%07d\""::formatted).collect(Collectors.joining(","));

        var before = api.get("/v1/contacts", alice.token()).ok();

        var answer = api.send(
                "POST", "/v1/contacts:sync", alice.token(), "{\"mode\": \"merge\", \"add\": [" + numbers + "]}");

        assertThat(answer.problem()).isEqualTo("413 too-large");
        assertThat(api.get("/v1/contacts", alice.token()).ok()).isEqualTo(before);
    }

    @Test
    void unknownHiddenAndForeignPeopleAreOneAnswer() {
        var hidden = api.newUser(app, "nobody");
        var foreign = api.newUser(api.newApp());
        var unknown = Api.newNumber();

        var answers = java.util.stream.Stream.of(hidden.address(), foreign.address(), unknown)
                .map(address -> api.get("/v1/profiles/" + encoded(address), alice.token()))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.problem()).isEqualTo("404 unreachable"));
        assertThat(answers.stream().map(answer -> answer.json().get("detail")).distinct())
                .hasSize(1);
        assertThat(answers.stream().map(answer -> answer.http().body().length()).distinct())
                .hasSize(1);
    }

    @Test
    void anotherUsersIdsOpenNothing() {
        var bob = api.newUser(app);
        var device = api.get("/v1/devices", bob.token())
                .ok()
                .getAsJsonArray("devices")
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();

        assertThat(api.send("DELETE", "/v1/devices/" + device, alice.token(), null)
                        .problem())
                .isEqualTo("404 not-found");
        var batch = api.send("POST", "/v1/profiles:batch", alice.token(), "{\"uids\": [" + bob.uid() + "]}");
        assertThat(batch.http().body()).contains("unreachable").doesNotContain(bob.address());
    }

    @Test
    void backendReachesNoUserOfAnotherApp() {
        var other = api.newApp();

        var tokens = api.send(
                "POST", "/v1/admin/users/" + alice.uid() + "/tokens", other.adminToken(), "{\"device\": \"thief\"}");

        assertThat(tokens.problem()).startsWith("404 ");
    }

    @Test
    void staleVersionChangesNothing() {
        var request = api.request("PATCH", "/v1/profile", alice.token(), "{\"fields\": {\"name\": {\"value\": \"A\"}}}")
                .header("If-Match", "\"999\"");

        assertThat(api.send(request).problem()).isEqualTo("412 version-conflict");
    }

    @Test
    void refreshTokenIsGoodForOneUse() {
        var bob = api.newUser(app);
        var body = "{\"refreshToken\": \"" + bob.refreshToken() + "\"}";
        var fresh = api.send("POST", "/v1/tokens", null, body).ok();
        var next = "{\"refreshToken\": \"" + fresh.get("refreshToken").getAsString() + "\"}";
        api.send("POST", "/v1/tokens", null, next).ok();

        assertThat(api.send("POST", "/v1/tokens", null, body).problem()).isEqualTo("401 refresh-reused");
    }

    private static String encoded(String address) {
        return URLEncoder.encode(address, StandardCharsets.UTF_8);
    }
}
