package dev.kith.messaging.post;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contracts.socket.MessageStatus;
import dev.kith.local.testing.TestTokens;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sending without a socket: bots with a user's token, backends in the name of their users.
@SocketTest
class PostMessageTest {
    private static final String SCOPE = "messages:send";
    private static final String NO_KEY = "";

    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void sendsAsTheUserOfTheToken() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id =
                    id(post(alice, NO_KEY, Map.of("to", bob.address(), "text", "hello", "properties", Map.of("a", "b")))
                            .statusCode(202));

            var got = his.awaitMessage(id).getMessage();
            assertThat(got.getText()).isEqualTo("hello");
            assertThat(got.getSender()).isEqualTo(alice.address());
            assertThat(got.getPropertiesMap()).containsExactly(Map.entry("a", "b"));
            assertThat(hers.awaitMessage(id).getMessage().getStatus()).isEqualTo(MessageStatus.SENT);
            // No device counts up to it.
            assertThat(hers.accepted(bob, "from a device")).isNotEqualTo(id);
        }
    }

    @Test
    void isOneMessageHoweverOftenItIsCalledWithOneKey() {
        var body = Map.of("to", bob.address(), "text", "once");
        var first = post(alice, "order-17", body).statusCode(202);
        bob.stands(alice, true); // also for who could not send it any more

        var second = post(alice, "order-17", body).statusCode(202);

        assertThat(answer(second)).isEqualTo(answer(first));
        awaitStored(id(first));
        assertThat(TestUser.number("select count(*) from message where owner = ?", bob.uid()))
                .isEqualTo(1);
    }

    @Test
    void isOneMessageOfManyCallsAtOnce() throws Exception {
        var body = Map.of("to", bob.address(), "text", "once");
        Callable<String> call = () -> answer(post(alice, "race", body).statusCode(202));

        var answers = new HashSet<String>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var answer :
                    threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> call).toList())) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).hasSize(1);
        long last = id(
                post(alice, NO_KEY, Map.of("to", bob.address(), "text", "last")).statusCode(202));
        awaitStored(last);
        assertThat(TestUser.number("select count(*) from message where owner = ?", bob.uid()))
                .isEqualTo(2);
    }

    @Test
    void refusesAKeyThatIsUsedForAnotherMessage() {
        post(alice, "k", Map.of("to", bob.address(), "text", "one")).statusCode(202);

        post(alice, "k", Map.of("to", bob.address(), "text", "two"))
                .statusCode(422)
                .body("code", equalTo("key-reused"));
        // A key is its sender's.
        post(bob, "k", Map.of("to", alice.address(), "text", "two")).statusCode(202);
    }

    @Test
    void goesOnWithTheIdOfAKeyWhoseCallDied() {
        var body = Map.of("to", bob.address(), "text", "after a crash");
        long first = id(post(alice, "k", body).statusCode(202));
        awaitStored(first);
        // As if the node had died between the log and the answer.
        TestUser.execute("update message_key set accepted_at = 0 where uid = ?", alice.uid());

        long again = id(post(alice, "k", body).statusCode(202));

        assertThat(again).isEqualTo(first);
        long last = id(
                post(alice, NO_KEY, Map.of("to", bob.address(), "text", "last")).statusCode(202));
        awaitStored(last);
        assertThat(TestUser.number("select count(*) from message where owner = ?", bob.uid()))
                .isEqualTo(2);
    }

    @Test
    void takesAnotherBlockWhenOneIsUsedUp() {
        long first =
                id(post(alice, "a", Map.of("to", bob.address(), "text", "one")).statusCode(202));
        TestUser.execute(
                "update device_block set reserved = (block::bigint << 20) + 1048575 where uid = ?", alice.uid());

        long keyed =
                id(post(alice, "b", Map.of("to", bob.address(), "text", "two")).statusCode(202));
        TestUser.execute(
                "update device_block set reserved = (block::bigint << 20) + 1048575 where uid = ?", alice.uid());
        long keyless = id(post(alice, NO_KEY, Map.of("to", bob.address(), "text", "three"))
                .statusCode(202));

        assertThat(keyed >>> 20).isEqualTo((first >>> 20) + 1);
        assertThat(keyless >>> 20).isEqualTo((first >>> 20) + 2);
    }

    @Test
    void letsABackendSpeakForItsUsers() {
        var hidden = TestUser.hidden();
        var admin = TestTokens.admin(alice.app(), SCOPE);
        try (var his = Device.of(hidden, "h")) {
            var body = Map.of("from", alice.uid(), "to", hidden.address(), "text", "your parcel is here");

            long id = id(call(admin, "k", body).statusCode(202));

            assertThat(his.awaitMessage(id).getMessage().getSender()).isEqualTo(alice.address());
            assertThat(id(call(admin, "k", body).statusCode(202))).isEqualTo(id);
        }
        // Whom a user cannot find, the user cannot write to.
        post(bob, NO_KEY, Map.of("to", hidden.address(), "text", "hello"))
                .statusCode(404)
                .body("code", equalTo("unreachable"));
    }

    @Test
    void bindsABackendToWhatItsUserMayDo() {
        bob.stands(alice, true);
        var other = TestUser.of("app_other_" + alice.uid());
        var admin = TestTokens.admin(alice.app(), SCOPE);
        var text = Map.<String, Object>of("text", "hello");

        call(admin, NO_KEY, with(text, "from", alice.uid(), "to", bob.address()))
                .body("code", equalTo("unreachable"));
        call(admin, NO_KEY, with(text, "from", alice.uid(), "to", other.address()))
                .body("code", equalTo("unreachable"));
        call(admin, NO_KEY, with(text, "from", alice.uid(), "to", "nobody@kith.test"))
                .body("code", equalTo("unreachable"));
        call(admin, NO_KEY, with(text, "from", other.uid(), "to", bob.address()))
                .body("code", equalTo("not-found"));
        call(admin, NO_KEY, with(text, "from", TestUser.notJoined().uid(), "to", bob.address()))
                .body("code", equalTo("not-found"));
        call(TestTokens.admin(other.app(), SCOPE), NO_KEY, with(text, "from", alice.uid(), "to", bob.address()))
                .body("code", equalTo("not-found"));
        call(admin, NO_KEY, with(text, "to", bob.address())).body("code", equalTo("invalid-value"));
        call(TestTokens.admin(alice.app(), "users:write"), NO_KEY, with(text, "from", alice.uid(), "to", bob.address()))
                .statusCode(403);
        post(alice, NO_KEY, with(text, "from", alice.uid(), "to", bob.address()))
                .body("code", equalTo("invalid-value"));
        given().contentType("application/json")
                .body(text)
                .post("/v1/messages")
                .then()
                .statusCode(401);
        assertThat(TestUser.number("select count(*) from message where owner = ?", alice.uid()))
                .isZero();
    }

    @Test
    void sendsToAGroupThatTheSenderIsIn() {
        long group = Groups.of(alice, bob);
        var stranger = TestUser.joined();
        try (var his = Device.of(bob, "b")) {
            long id = id(post(alice, "g", Map.of("group", group, "text", "hello all"))
                    .statusCode(202));

            assertThat(his.awaitMessage(id).getMessage().getGroup()).isEqualTo(group);
        }
        post(stranger, NO_KEY, Map.of("group", group, "text", "hello")).body("code", equalTo("not-found"));
        call(TestTokens.admin("app_other", SCOPE), NO_KEY, Map.of("from", alice.uid(), "group", group, "text", "hello"))
                .body("code", equalTo("not-found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'text': 'nobody'}",
                "{'to': 'BOB', 'group': 7, 'text': 'both'}",
                "{'group': 0, 'text': 'no group'}",
                "{'to': 'BOB', 'text': 'a', 'data': 'YQ=='}",
                "{'to': 'BOB', 'data': 'not base64'}",
                "{'to': 'BOB', 'text': 'a', 'replyTo': 'x'}",
                "{'to': 'BOB', 'text': 'a', 'replyTo': '0'}",
                "{'to': 'BOB', 'forward': '18446744073709551616'}",
                "{'to': 'BOB', 'text': 'a', 'expiresInSeconds': -1}",
                "{'to': 'BOB', 'text': 'a', 'disappear': {'after': 'reading'}}",
                "{'to': 'BOB', 'text': 'a', 'disappear': {'after': 'some time', 'seconds': 1}}",
                "{'to': 'BOB', 'text': 'a', 'disappear': {'after': 'reading', 'seconds': 0}}",
                "{'to': 'BOB', 'text': 'a', 'properties': {'p': null}}",
                "{'to': 'BOB', 'text': 'a', 'properties': {'': 'v'}}",
                "{'to': 'BOB', 'text': 'a\\u0000'}",
                "{'to': 'BOB', 'text': '\\ud800'}",
                "{'to': 'BOB', 'text': '\\udc00\\ud800'}",
                "{'to': 'BOB', 'text': 'a', 'type': '\\udfff'}",
                "{'to': 'BOB', 'text': 'a', 'properties': {'p': 'a\\ud83d'}}",
                "{'to': '\\ud800', 'text': 'a'}",
                "{'to': 'a\\u0000', 'text': 'a'}"
            })
    void refusesWhatIsNoMessage(String body) {
        call(alice.token("rest"), NO_KEY, body.replace('\'', '"').replace("BOB", bob.address()))
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
    }

    @Test
    void takesWholeCharactersHoweverTheyAreWritten() {
        var body = "{\"to\": \"" + bob.address() + "\", \"text\": \"\\ud83d\\ude00\"}";
        try (var his = Device.of(bob, "b")) {
            long id = id(call(alice.token("rest"), NO_KEY, body).statusCode(202));

            assertThat(his.awaitMessage(id).getMessage().getText()).isEqualTo("\ud83d\ude00");
        }
    }

    @Test
    void refusesUnknownFieldsLargeBodiesAndBadKeys() {
        var body = Map.<String, Object>of("to", bob.address(), "text", "a");

        post(alice, NO_KEY, with(body, "sender", 17)).body("code", equalTo("unknown-field"));
        post(alice, NO_KEY, with(body, "text", "a".repeat(70_000))).body("code", equalTo("too-large"));
        post(alice, "k".repeat(256), body).body("code", equalTo("invalid-value"));
        post(alice, "a key", body).body("code", equalTo("invalid-value"));
        post(alice, NO_KEY, with(Map.of("to", bob.address()), "forward", "99")).body("code", equalTo("not-found"));
        post(alice, NO_KEY, with(body, "to", alice.address())).body("code", equalTo("self"));
    }

    @Test
    void forgetsOldKeysAndOfOneSenderAllButTheLatest() {
        post(alice, "new", Map.of("to", bob.address(), "text", "a")).statusCode(202);
        long block = TestUser.number("select block from device_block where uid = ? and device = '~calls'", alice.uid());
        key(alice, (block << 20) + 1, System.currentTimeMillis());
        key(alice, (block << 20) + 2, System.currentTimeMillis() - 25 * 3_600_000L);

        await().until(() -> keys(alice) == 2);

        TestUser.execute(
                "update device_block set reserved = (block::bigint << 20) + 102399 where uid = ? and device = '~calls'",
                alice.uid());
        post(alice, "newest", Map.of("to", bob.address(), "text", "b")).statusCode(202);
        assertThat(keys(alice)).isEqualTo(1);
    }

    private static void key(TestUser user, long id, long at) {
        TestUser.execute(
                "insert into message_key (uid, key, id, request_hash, taken_at) values (?, ?, ?, 0, ?)",
                user.uid(),
                UUID.randomUUID(),
                id,
                at);
    }

    private static long keys(TestUser user) {
        return TestUser.number("select count(*) from message_key where uid = ?", user.uid());
    }

    private void awaitStored(long id) {
        await().until(() ->
                TestUser.number("select count(*) from message where owner = ? and id = ?", bob.uid(), id) == 1);
    }

    private static Map<String, Object> with(Map<String, ?> body, Object... more) {
        var all = new HashMap<String, Object>(body);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private static ValidatableResponse post(TestUser user, String key, Map<String, ?> body) {
        return call(user.token("rest"), key, body);
    }

    private static ValidatableResponse call(String token, String key, Object body) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (key.isEmpty() ? request : request.header("Idempotency-Key", key))
                .post("/v1/messages")
                .then();
    }

    private static String answer(ValidatableResponse response) {
        return response.extract().body().asString();
    }

    private static long id(ValidatableResponse response) {
        return Long.parseLong(response.extract().path("id"));
    }
}
