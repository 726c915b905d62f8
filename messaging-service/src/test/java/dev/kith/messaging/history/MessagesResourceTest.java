package dev.kith.messaging.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.local.testing.TestTokens;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SocketTest
class MessagesResourceTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void pagesThroughAConversationNewestFirst() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            hers.awaitMessage(hers.accepted(bob, "one"));
            hers.awaitMessage(his.accepted(alice, "two"));
            hers.awaitMessage(hers.accepted(bob, "three"));
            hers.awaitMessage(hers.accepted(TestUser.joined(), "to another"));
        }

        var first = page(alice, Map.of("peer", bob.address(), "limit", 2));
        var second = page(
                alice,
                Map.of(
                        "peer",
                        bob.address(),
                        "limit",
                        2,
                        "cursor",
                        first.extract().path("cursor")));

        first.body("messages.text", contains("three", "two"))
                .body("messages.sender", contains(alice.address(), bob.address()))
                .body("messages.status", contains("SENT", "RECEIVED_NEW"));
        second.body("messages.text", contains("one")).body("cursor", nullValue());
    }

    @Test
    void hasNothingOfAPeerWhomOneNeverWroteWithOrWhoIsNot() {
        page(alice, Map.of("peer", bob.address())).body("messages", empty());
        page(alice, Map.of("peer", "nobody@kith.test")).body("messages", empty());
    }

    @Test
    void wantsAUsersToken() {
        given().get("/v1/messages?peer=x").then().statusCode(401).body("code", equalTo("unauthenticated"));
    }

    @Test
    void asksForAFreshTokenInPlaceOfAnExpiredOne() {
        given().auth()
                .oauth2(TestTokens.expired(alice.uid(), alice.app(), "rest"))
                .get("/v1/messages?peer=x")
                .then()
                .statusCode(401)
                .body("code", equalTo("token-expired"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid-value",
        "?peer=, invalid-value",
        "?peer=x&limit=0, invalid-value",
        "?peer=x&limit=201, invalid-value",
        "?peer=x&limit=abc, invalid-value",
        "?peer=x&limit=99999999999, invalid-value",
        "?peer=x&cursor=%25, bad-cursor",
        "?peer=x&cursor=AAAA, bad-cursor"
    })
    void refusesWhatCannotBeMeant(String query, String code) {
        var answer = given().urlEncodingEnabled(false)
                .auth()
                .oauth2(alice.token("rest"))
                .get("/v1/messages" + query)
                .then()
                .statusCode(400)
                .extract();

        assertThat(answer.<String>path("code")).isEqualTo(code);
    }

    @Test
    void saysWithWhomHowManyMessagesWereExchanged() {
        var carol = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var theirs = Device.of(carol, "c")) {
            hers.accepted(carol, "one");
            theirs.accepted(alice, "two");

            await().untilAsserted(() -> {
                var summary = given().auth()
                        .oauth2(carol.token("rest"))
                        .get("/v1/messages/conversations")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                assertThat(summary.getList("conversations.peer")).containsExactly(alice.address());
                assertThat(summary.getList("conversations.messages")).containsExactly(2);
            });
        }
    }

    private static ValidatableResponse page(TestUser user, Map<String, ?> query) {
        return given().auth()
                .oauth2(user.token("rest"))
                .queryParams(query)
                .get("/v1/messages")
                .then()
                .statusCode(200);
    }
}
