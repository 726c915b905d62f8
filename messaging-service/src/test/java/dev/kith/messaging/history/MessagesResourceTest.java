package dev.kith.messaging.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.AppUpdated;
import dev.kith.contracts.event.MessageRules;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.kit.event.Event;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.TestTokens;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.Mailbox;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.restassured.response.ValidatableResponse;
import java.util.List;
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
    void pagesThroughAllConversations() {
        var carol = TestUser.joined();
        try (var hers = Device.of(alice, "a")) {
            hers.awaitMessage(hers.accepted(bob, "one"));
            hers.awaitMessage(hers.accepted(carol, "two"));
            hers.awaitMessage(hers.accepted(bob, "three"));
        }

        var first = page(alice, Map.of("limit", 2));
        var second = page(alice, Map.of("limit", 2, "cursor", first.extract().<String>path("cursor")));

        first.body("messages.text", contains("three", "two"))
                .body("messages.recipient", contains(bob.address(), carol.address()));
        second.body("messages.text", contains("one")).body("cursor", nullValue());
        page(carol, Map.of()).body("messages.text", contains("two"));
    }

    @Test
    void findsWordsAsPeopleTypeThem() {
        try (var hers = Device.of(alice, "a")) {
            hers.awaitMessage(hers.accepted(bob, "Dinner on Friday?"));
            hers.awaitMessage(hers.accepted(bob, "Friday it is, at eight"));
            hers.awaitMessage(hers.accepted(TestUser.joined(), "no dinner on friday"));
        }

        search(alice, "FRIDAY").body("messages", hasSize(3)).body("incomplete", nullValue());
        search(alice, "dinner friday -no").body("messages.text", contains("Dinner on Friday?"));
        search(alice, "\"friday it\"").body("messages.text", contains("Friday it is, at eight"));
        search(alice, "fridays").body("messages", empty());
        search(alice, "'&|!:*()").body("messages", empty());
        page(alice, Map.of("q", "friday", "peer", bob.address())).body("messages", hasSize(2));
        page(alice, Map.of("q", "friday", "peer", "nobody@kith.test")).body("messages", empty());
    }

    @Test
    void tellsWhatWasSaidInAGroupToItsMembers() {
        long group = Mailbox.inGroup(alice.app(), alice.uid(), 1, "chess tonight");

        for (var query : List.<Map<String, ?>>of(
                Map.of(), Map.of("group", group), Map.of("q", "chess"), Map.of("q", "chess", "group", group))) {
            page(alice, query)
                    .body("messages.text", contains("chess tonight 0"))
                    .body("messages.group", contains((int) group))
                    .body("messages[0].recipient", nullValue());
        }
        summary(alice, Map.of())
                .body("conversations.group", contains((int) group))
                .body("conversations.unread", contains(1))
                .body("conversations[0].peer", nullValue());
        page(alice, Map.of("group", group + 1)).body("messages", empty());
        page(bob, Map.of("group", group)).body("messages", empty());
    }

    @Test
    void findsInOnesOwnMessagesOnly() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            his.awaitMessage(hers.accepted(bob, "secretword"));
        }

        search(bob, "secretword").body("messages", hasSize(1));
        search(TestUser.joined(), "secretword").body("messages", empty());
    }

    @Test
    void findsByTheWordsOfTheAppsLanguageFromItsChangeOn() {
        var app = "app_german_" + alice.uid();
        var otto = TestUser.of(app);
        new Mailbox(otto).receive(1, 1, System.currentTimeMillis(), "Zwei Häuser");
        new Mailbox(alice).receive(1, 1, System.currentTimeMillis(), "Zwei Häuser");
        search(otto, "haus").body("messages", empty());

        announce(app, 2, "german");
        announce(app, 1, "simple");

        await().until(() -> TestUser.number("select revision from app_rules where app = ?", app) == 2);
        await().untilAsserted(() -> search(otto, "haus").body("messages", hasSize(1)));
        search(alice, "haus").body("messages", empty());
        search(alice, "häuser").body("messages", hasSize(1));
    }

    @Test
    void sumsUpConversationsTheLiveliestFirst() {
        var carol = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var theirs = Device.of(carol, "c")) {
            hers.awaitMessage(his.accepted(alice, "from bob"));
            long read = his.accepted(alice, "from bob again");
            hers.awaitMessage(read);
            hers.awaitMessage(theirs.accepted(alice, "from carol"));
            hers.awaitMessage(hers.accepted(carol, "to carol"));
            hers.read(read);
            hers.awaitStatus(read, MessageStatus.RECEIVED_READ);
        }

        summary(alice, Map.of())
                .body("conversations.peer", contains(carol.address(), bob.address()))
                .body("conversations.lastMessage.text", contains("to carol", "from bob again"))
                .body("conversations.lastMessage.status", contains("SENT", "RECEIVED_READ"))
                .body("conversations.unread", contains(1, 1))
                .body("cursor", nullValue());
        var first = summary(alice, Map.of("limit", 1));
        first.body("conversations.peer", contains(carol.address()));
        summary(alice, Map.of("limit", 1, "cursor", first.extract().<String>path("cursor")))
                .body("conversations.peer", contains(bob.address()));
        summary(TestUser.joined(), Map.of()).body("conversations", empty());
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
        "?peer=, invalid-value",
        "?q=, invalid-value",
        "?group=0, invalid-value",
        "?group=x, invalid-value",
        "?q=%00, invalid-value",
        "?q=LONG, invalid-value",
        "/summary?limit=0, invalid-value",
        "/summary?cursor=AAAA, bad-cursor",
        "/summary?cursor=AAAAAAAAAAAAAAAAAAAAAA, bad-cursor",
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
                .get("/v1/messages" + query.replace("LONG", "x".repeat(201)))
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

    private static void announce(String app, long revision, String language) {
        var updated = AppUpdated.newBuilder()
                .setApp(app)
                .setRevision(revision)
                .setMessages(MessageRules.newBuilder().setSearchLanguage(language))
                .build();
        SharedStack.get().events().produce(Topic.APP_UPDATED, Event.key(app), updated.toByteArray(), Map.of());
    }

    private static ValidatableResponse search(TestUser user, String words) {
        return page(user, Map.of("q", words));
    }

    private static ValidatableResponse summary(TestUser user, Map<String, ?> query) {
        return given().auth()
                .oauth2(user.token("rest"))
                .queryParams(query)
                .get("/v1/messages/summary")
                .then()
                .statusCode(200);
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
