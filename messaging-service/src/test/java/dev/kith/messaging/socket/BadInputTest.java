package dev.kith.messaging.socket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.Ping;
import dev.kith.contracts.socket.Read;
import dev.kith.contracts.socket.Renew;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.Sync;
import dev.kith.local.testing.TestTokens;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SocketTest
class BadInputTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void refusesARequestThatIsNoUpgrade() {
        given().get("/v1/connect")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("bad-request"));
    }

    @Test
    void refusesAnUpgradeWithoutAKnownSubprotocol() {
        given().header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")
                .header("Sec-WebSocket-Protocol", "kith.v9.xml")
                .get("/v1/connect")
                .then()
                .statusCode(400);
    }

    @Test
    void closesASocketThatSaysNothing() {
        try (var silent = Device.silent(Device.PROTO)) {

            assertThat(silent.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void closesASocketThatBeginsWithSomethingElse() {
        try (var rude = Device.silent(Device.PROTO)) {
            rude.tell(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()));

            assertThat(rude.awaitClose()).isEqualTo(4401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Device.PROTO, Device.JSON})
    void refusesTokensThatAreNone(String subprotocol) {
        assertThat(refusedHello(subprotocol, "no token")).isEqualTo("unauthenticated");
        assertThat(refusedHello(subprotocol, "")).isEqualTo("unauthenticated");
        assertThat(refusedHello(subprotocol, TestTokens.forged(alice.uid(), TestUser.APP, "a")))
                .isEqualTo("unauthenticated");
        assertThat(refusedHello(subprotocol, TestTokens.expired(alice.uid(), TestUser.APP, "a")))
                .isEqualTo("token-expired");
        assertThat(refusedHello(subprotocol, TestTokens.admin(TestUser.APP, "users:write")))
                .isEqualTo("unauthenticated");
    }

    @Test
    void closesOnGarbage() {
        try (var device = Device.of(alice, "a")) {
            device.raw(new byte[] {(byte) 0xff, 1, 2, 3});

            assertThat(device.awaitClose()).isEqualTo(4400);
        }
    }

    @Test
    void closesOnTextWhereBytesBelongAndTheOtherWayRound() {
        try (var bytes = Device.of(alice, "a");
                var text = Device.of(alice, "b", Device.JSON)) {
            bytes.raw("{}");
            text.raw(new byte[] {8, 1});

            assertThat(bytes.awaitClose()).isEqualTo(4400);
            assertThat(text.awaitClose()).isEqualTo(4400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "\"hello\"", "{\"ref\": \"x\"}", "{\"ref\": 1, \"ack\": {\"seq\": 1.5}}"})
    void closesOnTextThatIsNoFrame(String text) {
        try (var device = Device.of(alice, "a", Device.JSON)) {
            device.raw(text);

            assertThat(device.awaitClose()).isEqualTo(4400);
        }
    }

    @Test
    void refusesAFieldThatItDoesNotKnow() {
        var unknown = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        try (var bytes = Device.of(alice, "a");
                var text = Device.of(alice, "b", Device.JSON)) {

            var inFrame = bytes.refused(
                    ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()).setUnknownFields(unknown));
            var inside = bytes.refused(
                    ClientFrame.newBuilder().setPing(Ping.newBuilder().setUnknownFields(unknown)));
            text.raw("{\"ref\": 77, \"ping\": {\"cursor\": 1, \"colour\": \"blue\"}}");

            assertThat(inFrame).isEqualTo("unknown-field");
            assertThat(inside).isEqualTo("unknown-field");
            assertThat(text.awaitFrame(frame -> frame.getRef() == 77)
                            .getRefused()
                            .getCode())
                    .isEqualTo("unknown-field");
            assertThat(bytes.head()).isZero();
            assertThat(text.head()).isZero();
        }
    }

    @Test
    void refusesAFrameWithoutRefOrContent() {
        try (var device = Device.of(alice, "a")) {
            device.raw(ClientFrame.newBuilder()
                    .setPing(Ping.getDefaultInstance())
                    .build()
                    .toByteArray());

            assertThat(device.awaitFrame(frame -> frame.hasRefused())
                            .getRefused()
                            .getCode())
                    .isEqualTo("bad-frame");
            assertThat(device.refused(ClientFrame.newBuilder())).isEqualTo("bad-frame");
            assertThat(device.refused(ClientFrame.newBuilder().setHello(Hello.getDefaultInstance())))
                    .isEqualTo("bad-frame");
        }
    }

    @Test
    void closesOnAMessageThatIsTooBig() {
        try (var whole = Device.of(alice, "a")) {
            whole.raw(new byte[200_000]);

            assertThat(whole.awaitClose()).isEqualTo(1009);
        }
    }

    @Test
    void refusesABodyThatIsTooLargeAndGoesOn() {
        try (var device = Device.of(alice, "a")) {
            var tooLarge = Device.text(device.newId(), bob, "x".repeat(65_537));

            assertThat(device.refused(tooLarge)).isEqualTo("too-large");
            device.accepted(Device.text(device.newId(), bob, "x".repeat(65_536)));
        }
    }

    @Test
    void refusesIdsOutsideTheBlock() {
        try (var device = Device.of(alice, "a")) {
            var block = device.welcome().getIdBlock();

            assertThat(device.refused(Device.text(0, bob, "x"))).isEqualTo("id-out-of-block");
            assertThat(device.refused(Device.text(block.getFirst() - 1, bob, "x")))
                    .isEqualTo("id-out-of-block");
            assertThat(device.refused(Device.text(block.getLast() + 1, bob, "x")))
                    .isEqualTo("id-out-of-block");
            device.accepted(Device.text(block.getLast(), bob, "x"));
        }
    }

    @Test
    void refusesTypesAndPropertiesBeyondTheirLimits() {
        try (var device = Device.of(alice, "a")) {
            int id = device.newId();
            var many = Device.text(id, bob, "x");
            for (int i = 0; i < 17; i++) {
                many.putProperties("k" + i, "v");
            }

            assertThat(device.refused(many)).isEqualTo("invalid-value");
            assertThat(device.refused(Device.text(id, bob, "x").setType("t".repeat(65))))
                    .isEqualTo("invalid-value");
            assertThat(device.refused(Device.text(id, bob, "x").putProperties("", "v")))
                    .isEqualTo("invalid-value");
            assertThat(device.refused(Device.text(id, bob, "x").putProperties("k".repeat(65), "v")))
                    .isEqualTo("invalid-value");
            assertThat(device.refused(Device.text(id, bob, "x").putProperties("k", "v".repeat(5_000))))
                    .isEqualTo("invalid-value");
            assertThat(device.refused(Device.text(id, bob, "nul: \0"))).isEqualTo("invalid-value");
            device.accepted(Send.newBuilder().setId(id).setTo(bob.address()).setData(ByteString.copyFrom(new byte[5])));
        }
    }

    @Test
    void refusesNumbersBelowZeroForgedPagesAndTooManyIds() {
        try (var device = Device.of(alice, "a")) {
            var read = Read.newBuilder()
                    .addAllIds(LongStream.range(0, 1_001).boxed().toList());

            assertThat(device.refused(
                            ClientFrame.newBuilder().setAck(Ack.newBuilder().setSeq(-1))))
                    .isEqualTo("invalid-value");
            assertThat(device.refused(
                            ClientFrame.newBuilder().setSync(Sync.newBuilder().setCursor(-1))))
                    .isEqualTo("bad-cursor");
            assertThat(device.refused(ClientFrame.newBuilder()
                            .setSync(Sync.newBuilder().setPage(ByteString.copyFromUtf8("forged")))))
                    .isEqualTo("bad-cursor");
            assertThat(device.refused(ClientFrame.newBuilder().setRead(read))).isEqualTo("invalid-value");
        }
    }

    @Test
    void readsNothingThatIsNotInOnesOwnInbox() {
        var carol = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var carols = Device.of(carol, "c")) {
            long id = hers.accepted(bob, "for bob alone");
            hers.awaitMessage(id);

            carols.read(id, 1, -1);
            long next = hers.accepted(bob, "and after");

            hers.awaitMessage(next);
            assertThat(hers.head()).isEqualTo(2);
            assertThat(carols.head()).isZero();
        }
    }

    @Test
    void refusesTheTokenOfAnotherInRenew() {
        try (var device = Device.of(alice, "a")) {
            assertThat(device.refused(renewal(bob.token("a")))).isEqualTo("unauthenticated");
            assertThat(device.refused(renewal(alice.token("other")))).isEqualTo("unauthenticated");
            assertThat(device.refused(renewal("none"))).isEqualTo("unauthenticated");

            assertThat(device.ask(renewal(alice.token("a"))).hasDone()).isTrue();
        }
    }

    @Test
    void leavesAWellBehavedConnectionAloneWhateverOthersDo() {
        try (var good = Device.of(bob, "good");
                var flood = Device.of(alice, "flood");
                var deaf = Device.deaf(Device.PROTO)) {
            for (int i = 0; i < 1_500; i++) {
                flood.tell(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()));
            }
            deaf.tell(ClientFrame.newBuilder()
                    .setHello(
                            Hello.newBuilder().setAccessToken(TestUser.joined().token("d"))));
            try (var garbage = Device.silent(Device.JSON)) {
                garbage.raw("\u0000garbage");

                good.head();
                try (var other = Device.of(alice, "other")) {
                    good.awaitMessage(other.accepted(bob, "still there"));
                }

                assertThat(garbage.awaitClose()).isEqualTo(4400);
                assertThat(good.isOpen()).isTrue();
            }
        }
    }

    private static ClientFrame.Builder renewal(String token) {
        return ClientFrame.newBuilder().setRenew(Renew.newBuilder().setAccessToken(token));
    }

    private static String refusedHello(String subprotocol, String token) {
        try (var device = Device.silent(subprotocol)) {
            var code = device.refused(
                    ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(token)));
            assertThat(device.awaitClose()).isEqualTo(4401);
            return code;
        }
    }
}
