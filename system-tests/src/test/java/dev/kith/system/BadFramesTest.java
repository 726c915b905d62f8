package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.LocalStack;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the socket says to frames that are wrong, and that well-behaved people do not notice.
@ExtendWith(RunningKith.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadFramesTest {
    private URI gateway;
    private Api api;
    private Api.App app;
    private Api.User bob;
    private JsonSocket wellBehaved;

    @BeforeAll
    void signUp(LocalStack stack) {
        gateway = stack.gatewayUrl();
        api = new Api(stack);
        app = api.newApp();
        bob = api.newUser(app);
    }

    @BeforeEach
    void bobIsConnected() {
        wellBehaved = JsonSocket.hello(gateway, bob.token());
    }

    @AfterEach
    void bobNoticedNothing() {
        wellBehaved.text("{\"ref\": 9, \"ping\": {}}");
        assertThat(wellBehaved.answer(9).has("pong")).isTrue();
        wellBehaved.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"ref\": 1, \"hello\": 7}", "\u0000\u0001"})
    void firstFrameThatCannotBeReadEndsTheConnection(String frame) {
        try (var socket = JsonSocket.open(gateway)) {
            socket.text(frame);

            assertThat(socket.closeCode()).isEqualTo(4400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ref\": 1}", "{\"ref\": 1, \"ping\": {}}"})
    void firstFrameThatIsNoHelloEndsTheConnection(String frame) {
        try (var socket = JsonSocket.open(gateway)) {
            socket.text(frame);

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void binaryFrameInTheTextProtocolEndsTheConnection() {
        try (var socket = JsonSocket.hello(gateway, api.newUser(app).token())) {
            socket.binary((byte) 1, (byte) 2, (byte) 3);

            assertThat(socket.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void wrongTokenIsTurnedAway() {
        try (var socket = JsonSocket.open(gateway)) {
            socket.text("{\"ref\": 1, \"hello\": {\"accessToken\": \"nonsense\"}}");

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    /// More than the gateway lets be on its way at a time.
    @Test
    void frameThatIsTooLargeEndsTheConnection() {
        try (var socket = JsonSocket.hello(gateway, api.newUser(app).token())) {
            socket.text("{\"ref\": 2, \"send\": {\"text\": \"" + "x".repeat(300_000) + "\"}}");

            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void unknownFieldIsRefusedAndNothingIsSent() {
        var alice = api.newUser(app);
        try (var socket = JsonSocket.open(gateway)) {
            socket.text("{\"ref\": 1, \"hello\": {\"accessToken\": \"%s\"}}".formatted(alice.token()));
            var first = socket.await(frame -> frame.has("welcome"))
                    .getAsJsonObject("welcome")
                    .getAsJsonObject("idBlock")
                    .get("next")
                    .getAsLong();

            socket.text("{\"ref\": 2, \"send\": {\"to\": \"%s\", \"id\": %d, \"text\": \"hi\", \"urgent\": true}}"
                    .formatted(bob.address(), first));

            var answer = socket.answer(2);
            assertThat(answer.getAsJsonObject("refused").get("code").getAsString())
                    .isEqualTo("unknown-field");
        }
    }

    @Test
    void unknownPeopleAreUnreachableAndIdsOfOthersAreNotTaken() {
        try (var socket = JsonSocket.open(gateway)) {
            socket.text("{\"ref\": 1, \"hello\": {\"accessToken\": \"%s\"}}"
                    .formatted(api.newUser(app).token()));
            var block = socket.await(frame -> frame.has("welcome"))
                    .getAsJsonObject("welcome")
                    .getAsJsonObject("idBlock");

            // Until all services have heard of somebody who has just joined, nobody is looked up for them.
            var ref = new AtomicInteger(1);
            var refusal = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                socket.text("{\"ref\": %d, \"send\": {\"to\": \"%s\", \"id\": %d, \"text\": \"hi\"}}"
                                        .formatted(
                                                ref.incrementAndGet(),
                                                Api.newNumber(),
                                                block.get("next").getAsLong()));
                                return code(socket, ref.get());
                            },
                            code -> !code.equals("unavailable"));
            assertThat(refusal).isEqualTo("unreachable");

            socket.text("{\"ref\": 1000, \"send\": {\"to\": \"%s\", \"id\": %d, \"text\": \"hi\"}}"
                    .formatted(bob.address(), block.get("last").getAsLong() + 1));
            assertThat(code(socket, 1000)).isEqualTo("id-out-of-block");
        }
    }

    private static String code(JsonSocket socket, int ref) {
        return socket.answer(ref).getAsJsonObject("refused").get("code").getAsString();
    }
}
