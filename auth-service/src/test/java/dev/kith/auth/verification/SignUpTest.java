package dev.kith.auth.verification;

import static dev.kith.auth.Api.codeFor;
import static dev.kith.auth.Api.confirm;
import static dev.kith.auth.Api.newClient;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.post;
import static dev.kith.auth.Api.problem;
import static dev.kith.auth.Api.signUp;
import static dev.kith.auth.Api.startVerification;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.auth.Announced;
import dev.kith.auth.Api;
import dev.kith.auth.TestClock;
import dev.kith.auth.Together;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.Discoverability;
import dev.kith.contracts.event.UserJoined;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class SignUpTest {
    private static final int TRIES = 5;
    private static final int PER_NUMBER = 10;
    private static final int PER_ADDRESS = 200;

    @Inject
    TestClock clock;

    @AfterEach
    void itIsNowAgain() {
        clock.reset();
    }

    @Test
    void makesAUserOfWhoKnowsTheCodeAndAnnouncesThem() throws Exception {
        var app = openApp(Map.of("name", "test", "levels", Map.of("name", List.of(1, 2), "motto", List.of(3))));
        var phone = newNumber();
        var verification = startVerification(app, phone);

        var user = post(
                        "/v1/verifications/" + verification,
                        Map.of(
                                "code", codeFor(phone),
                                "device", "Pixel",
                                "name", "Ada",
                                "discoverability", "everyone"))
                .then()
                .statusCode(200)
                .body("created", equalTo(true))
                .body("expiresIn", equalTo(900))
                .extract()
                .jsonPath();

        long uid = user.getLong("uid");
        assertThat(uid).isBetween(1L, (1L << 31) - 1);
        var joined = UserJoined.parseFrom(
                Announced.about(uid, Topic.USER_JOINED, r -> true).value());
        assertThat(joined.getUid()).isEqualTo(uid);
        assertThat(joined.getApp()).isEqualTo(app.id());
        assertThat(joined.getAddress()).isEqualTo(phone);
        assertThat(joined.getName()).isEqualTo("Ada");
        assertThat(joined.getDiscoverability()).isEqualTo(Discoverability.EVERYONE);
        assertThat(joined.getFieldLevelsMap())
                .containsEntry("name", 0b110)
                .containsEntry("motto", 0b1000)
                .containsEntry("presence", 1 << 5);
        assertThat(joined.getJoinedAt()).isPositive();
        Api.get(user.getString("accessToken"), "/v1/devices")
                .then()
                .statusCode(200)
                .body("devices.name", equalTo(List.of("Pixel")));
    }

    @Test
    void signsInWhoIsThereAlready() {
        var app = openApp();
        var phone = newNumber();
        var first = signUp(app, phone);

        var second = signUp(app, phone);

        assertThat(second.getLong("uid")).isEqualTo(first.getLong("uid"));
        assertThat(second.getBoolean("created")).isFalse();
        assertThat(second.getString("device")).isNotEqualTo(first.getString("device"));
        assertThat(Announced.allAbout(first.getLong("uid"), Topic.USER_JOINED)).hasSize(1);
    }

    @Test
    void saysNothingOfWhetherANumberIsKnown() {
        var app = openApp();
        var known = newNumber();
        signUp(app, known);

        var toKnown = startVerification(app, known, newClient());
        var toUnknown = startVerification(app, newNumber(), newClient());

        assertThat(toKnown.statusCode()).isEqualTo(toUnknown.statusCode()).isEqualTo(202);
        assertThat(toKnown.jsonPath().getMap("").keySet())
                .isEqualTo(toUnknown.jsonPath().getMap("").keySet());
        assertThat(toKnown.jsonPath().getInt("expiresIn")).isEqualTo(600);
    }

    @Test
    void readsANationalNumberInTheRegionOfTheRequestOrElseTheApps() {
        var app = openApp(Map.of("name", "test", "region", "DE"));
        var number = newNumber();

        startNational(Map.of("app", app.id(), "phone", "0" + number.substring(3)));
        startNational(Map.of("app", app.id(), "phone", "(202) 456-1111", "region", "US"));

        assertThat(codeFor(number)).hasSize(6);
        assertThat(codeFor("+12024561111")).hasSize(6);
    }

    @Test
    void takesFiveTriesAndThenNotEvenTheRightCode() {
        var app = openApp();
        var phone = newNumber();
        var verification = startVerification(app, phone);
        var right = codeFor(phone);
        for (int i = 0; i < TRIES; i++) {
            problem(confirm(verification, wrong(right)), 403, "code-wrong");
        }

        var late = confirm(verification, right);

        problem(late, 410, "code-void");
    }

    @Test
    void countsTriesThatComeAtOnceOneByOne() throws Exception {
        var phone = newNumber();
        var verification = startVerification(openApp(), phone);
        var wrong = wrong(codeFor(phone));

        var answers = Together.run(12, i -> confirm(verification, wrong).statusCode());

        assertThat(Collections.frequency(answers, 403)).isEqualTo(TRIES);
        assertThat(Collections.frequency(answers, 410)).isEqualTo(12 - TRIES);
    }

    @Test
    void usesACodeOnce() throws Exception {
        var phone = newNumber();
        var verification = startVerification(openApp(), phone);
        var code = codeFor(phone);

        var answers = Together.run(4, i -> confirm(verification, code).statusCode());

        assertThat(answers).containsExactlyInAnyOrder(200, 410, 410, 410);
        problem(confirm(verification, code), 410, "code-void");
    }

    @Test
    void makesOneUserOfANumberThatSignsUpTwiceAtOnce() throws Exception {
        var app = openApp();
        var phone = newNumber();
        var one = startVerification(app, phone);
        var codeOfOne = codeFor(phone);
        var two = startVerification(app, phone);
        var codeOfTwo = codeFor(phone);

        var answers = Together.run(2, i -> confirm(i == 0 ? one : two, i == 0 ? codeOfOne : codeOfTwo));

        var uids = answers.stream().map(a -> a.jsonPath().getLong("uid")).toList();
        assertThat(uids.getFirst()).isEqualTo(uids.getLast());
        assertThat(answers.stream().map(a -> a.jsonPath().getBoolean("created")))
                .containsExactlyInAnyOrder(true, false);
        assertThat(Announced.allAbout(uids.getFirst(), Topic.USER_JOINED)).hasSize(1);
    }

    @Test
    void voidsACodeAfterTenMinutes() {
        var phone = newNumber();
        var verification = startVerification(openApp(), phone);
        clock.forward(Duration.ofMinutes(10));

        var late = confirm(verification, codeFor(phone));

        problem(late, 410, "code-void");
    }

    @Test
    void sendsANumberSoManyCodesAnHourAlsoToManyWhoAskAtOnce() throws Exception {
        var app = openApp();
        var phone = newNumber();

        var answers = Together.run(
                PER_NUMBER + 4, i -> startVerification(app, phone, newClient()).statusCode());

        assertThat(Collections.frequency(answers, 202)).isEqualTo(PER_NUMBER);
        var refused = problem(startVerification(app, phone, newClient()), 429, "too-many");
        assertThat(refused.extract().header("Retry-After")).isEqualTo("3600");
        clock.forward(Duration.ofHours(1));
        startVerification(app, phone, newClient()).then().statusCode(202);
    }

    @Test
    void sendsAClientSoManyCodesWhateverItSaysOfItself() {
        var app = openApp();
        var client = newClient();
        for (int i = 0; i < PER_ADDRESS; i++) {
            startVerification(app, "no number", "1.2.3." + i + ", " + client);
        }

        var refused = startVerification(app, newNumber(), "5.6.7.8, " + client);

        problem(refused, 429, "too-many");
        startVerification(app, newNumber(), newClient()).then().statusCode(202);
    }

    @Test
    void storesNoNumberOfWhoIsNoUserYet() throws Exception {
        var phone = newNumber();

        var id = startVerification(openApp(), phone);

        try (var database = SharedStack.get().database(Part.AUTH);
                var query = database.prepareStatement("select v::text from verification v where id = ?")) {
            query.setString(1, id);
            var row = query.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).contains(id).doesNotContain(phone.substring(1));
            assertThat(row.getString(1)).doesNotContain(hex(phone)).doesNotContain(hex(codeFor(phone)));
        }
    }

    private static void startNational(Map<String, String> request) {
        post("/v1/verifications", request).then().statusCode(202);
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }
}
