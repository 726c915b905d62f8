package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.Api.User;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How users stand to each other, over all services that have a part in it.
@ExtendWith(RunningKith.class)
class StandingTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final Api api;
    private Api.App app;
    private User alice;
    private User bob;

    StandingTest(LocalStack stack) {
        this.stack = stack;
        this.api = new Api(stack);
    }

    @BeforeEach
    void strangers() {
        app = api.newApp();
        alice = api.newUser(app);
        bob = api.newUser(app);
        name(alice, "Alice");
        name(bob, "Bob");
    }

    @Test
    void messageOfAStrangerIsFollowedAndOpensNothing() {
        try (var socket = new Sender(stack, bob)) {
            reach(socket, alice);
        }

        await().atMost(LIMIT).until(() -> relationships(alice).size() == 1);
        var standing = relationships(alice).get(0).getAsJsonObject();
        assertThat(standing.get("automatic").getAsBoolean()).isTrue();
        assertThat(standing.getAsJsonArray("levels")).isEmpty();
        assertThat(relationships(bob)).isEmpty();
        assertThat(fields(alice, bob)).isEqualTo("{}");
        assertThat(fields(bob, alice)).isEqualTo("{}");
        for (var looking : new User[] {alice, bob}) {
            var other = looking.equals(alice) ? bob : alice;
            var presence = api.send(
                            "PUT",
                            "/v1/presence/watch",
                            looking.token(),
                            "{\"addresses\": [\"%s\"]}".formatted(other.address()))
                    .ok()
                    .getAsJsonArray("presence")
                    .get(0)
                    .getAsJsonObject();
            assertThat(presence.keySet()).containsExactly("address");
        }
    }

    @Test
    void grantForATimeEndsForProfileAndPresence() {
        relate(alice, bob, "{\"levels\": [1, 5], \"expiresIn\": 4}");
        assertThat(fields(bob, alice)).contains("Alice");

        await().atMost(LIMIT).until(() -> fields(bob, alice).equals("{}"));

        await().atMost(LIMIT).until(() -> relationships(alice).isEmpty());
    }

    @Test
    void onlyWhoIsPairedWritesToWhomTheAppRestrictsSo() {
        var path = "/v1/admin/users/" + alice.uid() + "/restrictions";
        assertThat(api.send("PUT", path, alice.token(), "{\"peers\": \"all\"}").problem())
                .isEqualTo("403 forbidden");
        try (var bobs = new Sender(stack, bob);
                var hers = new Sender(stack, alice)) {
            reach(bobs, alice);
            reach(hers, bob);

            api.send("PUT", path, app.adminToken(), "{\"peers\": \"paired\"}").ok();

            await().atMost(LIMIT).until(() -> code(bobs.send(alice)).equals("unreachable"));
            await().atMost(LIMIT).until(() -> code(hers.send(bob)).equals("not-allowed"));

            api.send("PUT", "/v1/admin/pairs/" + bob.uid() + "/" + alice.uid(), app.adminToken(), "")
                    .ok();

            reach(bobs, alice);
            reach(hers, bob);
        }
    }

    @Test
    void blockOfMessagesLeavesTheProfile() {
        try (var bobs = new Sender(stack, bob)) {
            reach(bobs, alice);
            relate(alice, bob, "{\"levels\": [1], \"block\": [\"messages\"]}");
            await().atMost(LIMIT).until(() -> code(bobs.send(alice)).equals("unreachable"));
        }
        assertThat(fields(bob, alice)).contains("Alice");
    }

    /// Until each service has heard of it, a new user is unreachable as one is who wants no messages.
    private static void reach(Sender from, User to) {
        await().atMost(LIMIT).until(() -> from.send(to).has("accepted"));
    }

    private void name(User user, String name) {
        api.send(
                        "PATCH",
                        "/v1/profile",
                        user.token(),
                        "{\"fields\": {\"name\": {\"value\": \"%s\", \"levels\": [1]}}}".formatted(name))
                .ok();
    }

    private void relate(User owner, User peer, String body) {
        api.send("PUT", "/v1/relationships/" + path(peer), owner.token(), body).ok();
    }

    private com.google.gson.JsonArray relationships(User user) {
        return api.get("/v1/relationships", user.token()).ok().getAsJsonArray("relationships");
    }

    /// What one sees of the other, without following them for it.
    private String fields(User viewer, User other) {
        return api.send(
                        "POST",
                        "/v1/profiles:batch",
                        viewer.token(),
                        "{\"addresses\": [\"%s\"]}".formatted(other.address()))
                .ok()
                .getAsJsonArray("results")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("fields")
                .toString();
    }

    private static String path(User user) {
        return URLEncoder.encode(user.address(), StandardCharsets.UTF_8);
    }

    private static String code(JsonObject answer) {
        return answer.has("refused")
                ? answer.getAsJsonObject("refused").get("code").getAsString()
                : "none";
    }

    /// A device that sends one message after the other.
    private static final class Sender implements AutoCloseable {
        private final JsonSocket socket;
        private long nextId;
        private int nextRef = 2;

        Sender(LocalStack stack, User user) {
            socket = JsonSocket.open(stack.gatewayUrl());
            socket.text("{\"ref\": 1, \"hello\": {\"accessToken\": \"%s\"}}".formatted(user.token()));
            nextId = socket.await(frame -> frame.has("welcome"))
                    .getAsJsonObject("welcome")
                    .getAsJsonObject("idBlock")
                    .get("next")
                    .getAsLong();
        }

        JsonObject send(User to) {
            int ref = nextRef++;
            socket.text("{\"ref\": %d, \"send\": {\"to\": \"%s\", \"id\": %d, \"text\": \"hello\"}}"
                    .formatted(ref, to.address(), nextId++));
            return socket.answer(ref);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
