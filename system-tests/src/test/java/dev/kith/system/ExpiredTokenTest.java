package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.LocalStack;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a token opens whose time is over. The shortest life that a backend may ask for is a minute, and clocks may
/// differ by ten seconds.
@Tag("slow")
@ExtendWith(RunningKith.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiredTokenTest {
    private static final Duration OVER = Duration.ofSeconds(60 + 10 + 2);

    private URI gateway;
    private Api api;
    private String token;
    private JsonSocket socketOfBefore;

    @BeforeAll
    void waitUntilItIsOver(LocalStack stack) throws InterruptedException {
        gateway = stack.gatewayUrl();
        api = new Api(stack);
        var app = api.newApp();
        var alice = api.newUser(app);
        token = api.send(
                        "POST",
                        "/v1/admin/users/" + alice.uid() + "/tokens",
                        app.adminToken(),
                        "{\"device\": \"test phone\", \"ttl\": 60}")
                .ok()
                .get("accessToken")
                .getAsString();
        api.get("/v1/profile", token).ok();
        socketOfBefore = JsonSocket.hello(gateway, token);
        long over = System.nanoTime() + OVER.toNanos();
        for (int ref = 2; System.nanoTime() < over; ref++) {
            Thread.sleep(5_000);
            if (socketOfBefore.isOpen()) {
                socketOfBefore.text("{\"ref\": " + ref + ", \"ping\": {}}");
            }
        }
    }

    @Test
    void opensNoCallOfAnyService() {
        for (var path :
                new String[] {"/v1/devices", "/v1/profile", "/v1/contacts", "/v1/messages?peer=a", "/v1/presence"}) {
            assertThat(api.get(path, token).problem()).as(path).isEqualTo("401 token-expired");
        }
    }

    @Test
    void opensNoSocket() {
        try (var socket = JsonSocket.open(gateway)) {
            socket.text("{\"ref\": 1, \"hello\": {\"accessToken\": \"%s\"}}".formatted(token));

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void endsTheSocketThatItOpened() {
        assertThat(socketOfBefore.closeCode()).isEqualTo(4401);
    }
}
