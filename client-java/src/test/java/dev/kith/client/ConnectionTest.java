package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.GoAway;
import dev.kith.contracts.socket.Pong;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.local.testing.line.FrameLine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest extends KithTestCase {
    @Test
    void isOnlineWhenWelcomed() throws Exception {
        var started = kith.start();
        server.connection().greet(0);

        started.get(10, TimeUnit.SECONDS);

        assertThat(kith.getConnectionStatus()).isEqualTo(ConnectionStatus.ONLINE);
        until(() -> told.connection.equals(List.of(ConnectionStatus.CONNECTING, ConnectionStatus.ONLINE)));
    }

    @Test
    void speaksJsonWhereItIsSetSo() throws Exception {
        kith.setSocketFormat(SocketFormat.JSON);
        var connection = online(0);

        connection.push(1, ScriptedServer.message(1, 9L << 32, "Hello"));

        connection.acknowledgedUpTo(1);
        assertThat(told.texts()).containsExactly("Hello");
        assertThat(connection.isText).isTrue();
    }

    @Test
    void countsHowLongItIsOnlineWithoutABreak() throws Exception {
        assertThat(kith.getConnectedTime()).isZero();

        online(0);

        assertThat(kith.getConnectedTime()).isPositive().isLessThan(kith.getUptime());
        kith.stop();
        until(() -> kith.getConnectedTime().isZero());
    }

    @Test
    void comesBackByItselfWhenTheConnectionIsCut() throws Exception {
        online(0);

        server.cut();
        server.connection().greet(0);

        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
        assertThat(told.connection)
                .containsSubsequence(ConnectionStatus.ONLINE, ConnectionStatus.OFFLINE, ConnectionStatus.ONLINE);
    }

    @Test
    void comesBackWhenTheNodeGoesAway() throws Exception {
        var first = online(0);

        first.send(ServerFrame.newBuilder().setGoAway(GoAway.newBuilder().setReconnectAfter(100)));

        server.connection().greet(0);
        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
    }

    @Test
    void refreshesARefusedTokenOnceAndConnectsWithTheNewOne() throws Exception {
        var fresh = ScriptedServer.token(900);
        server.route(
                "POST /v1/tokens",
                request -> ScriptedServer.json("{\"accessToken\":\"" + fresh + "\",\"refreshToken\":\"refresh-2\"}"));
        var first = online(0);

        first.close(4401);
        var hello = server.connection().greet(0).getHello();

        assertThat(hello.getAccessToken()).isEqualTo(fresh);
    }

    @Test
    void givesUpWhenTheRefreshTokenIsRefused() throws Exception {
        server.route("POST /v1/tokens", request -> ScriptedServer.problem(401, "unauthenticated"));
        var first = online(0);

        first.close(4401);

        until(() -> kith.getConnectionStatus() == ConnectionStatus.AUTH_FAILED);
        assertThat(server.hasConnection(600)).isFalse();
    }

    /** A proxy's word, and that it is asked too often, say nothing of the refresh token. */
    @ParameterizedTest
    @ValueSource(strings = {"401", "403", "404", "429", "429 too-many", "429 quota"})
    void triesAgainWhereNothingIsSaidOfTheRefreshToken(String answer) throws Exception {
        var said = answer.split(" ", 2);
        int status = Integer.parseInt(said[0]);
        server.route(
                "POST /v1/tokens",
                request -> said.length > 1
                        ? ScriptedServer.problem(status, said[1])
                        : new MockResponse().setResponseCode(status).setBody("<html>Denied</html>"));
        var first = online(0);

        first.close(4401);
        until(() -> told.connection.contains(ConnectionStatus.OFFLINE));
        server.connection().greet(0);

        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
        assertThat(told.connection).doesNotContain(ConnectionStatus.SIGNED_OUT, ConnectionStatus.AUTH_FAILED);
    }

    @Test
    void isSignedOutWhenTheRefreshTokenIsRefusedAsRevoked() throws Exception {
        server.route("POST /v1/tokens", request -> ScriptedServer.problem(403, "revoked"));
        var first = online(0);

        first.close(4401);

        until(() -> kith.getConnectionStatus() == ConnectionStatus.SIGNED_OUT);
    }

    @Test
    void isSignedOutWhenTheDeviceIsRevoked() throws Exception {
        var first = online(0);

        first.close(4403);

        until(() -> kith.getConnectionStatus() == ConnectionStatus.SIGNED_OUT);
    }

    @Test
    void leavesTheFieldToANewerConnectionUntilItIsStartedAgain() throws Exception {
        var first = online(0);

        first.close(4409);
        until(() -> kith.getConnectionStatus() == ConnectionStatus.SUSPENDED);
        boolean triedByItself = server.hasConnection(600);
        kith.start();
        server.connection().greet(0);

        assertThat(triedByItself).isFalse();
        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
    }

    @Test
    void renewsItsTokenInBandBeforeItExpires() throws Exception {
        var renewed = new AtomicInteger();
        var fresh = ScriptedServer.token(900);
        server.route("POST /v1/tokens", request -> {
            renewed.incrementAndGet();
            return ScriptedServer.json("{\"accessToken\":\"" + fresh + "\",\"refreshToken\":\"refresh-2\"}");
        });
        kith.setAccessToken(ScriptedServer.token(3), "refresh-1");
        var connection = online(0);

        var renew = connection.frame(FrameCase.RENEW);

        assertThat(renew.getRenew().getAccessToken()).isEqualTo(fresh);
        assertThat(renewed).hasValue(1);
        assertThat(kith.getConnectionStatus()).isEqualTo(ConnectionStatus.ONLINE);
    }

    @Test
    void asksForTheHeadWithEveryPingAndSyncsWhenItIsBehind() throws Exception {
        kith.start();
        var connection = server.connection();
        connection.greet(0, 1);

        var ping = connection.frame(FrameCase.PING);
        connection.send(ServerFrame.newBuilder()
                .setRef(ping.getRef())
                .setPong(Pong.newBuilder().setHead(3)));

        assertThat(connection.frame(FrameCase.SYNC).getSync().getCursor()).isZero();
    }

    @Test
    void waitsWithoutANetworkAndConnectsWhenItIsBack() throws Exception {
        online(0);

        kith.setNetworkAvailable(false);
        until(() -> kith.getConnectionStatus() == ConnectionStatus.NO_NETWORK);
        kith.setNetworkAvailable(true);

        server.connection().greet(0);
        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
    }

    /** Nothing says so but that there is no answer: to a ping, or to what was asked. */
    @Test
    @Tag("slow")
    void findsOutThatTheLineFellSilentAndSendsAgainOnAnother() throws Exception {
        try (var line = new FrameLine(server.port())) {
            kith.setServer(line.url());
            online(0);

            line.fallSilent();
            var sent = kith.sendMessage(MessageParams.to("bob"), "Hello");
            var next = server.connection(60);
            next.greet(0);
            var send = next.frame(FrameCase.SEND);
            next.send(ServerFrame.newBuilder()
                    .setRef(send.getRef())
                    .setAccepted(Accepted.newBuilder()
                            .setMessageId(
                                    ScriptedServer.UID << 32 | send.getSend().getId())));

            assertThat((int) sent.get(10, TimeUnit.SECONDS).id())
                    .isEqualTo(send.getSend().getId());
        }
    }

    @Test
    void failsToStartWithoutAToken() {
        kith.reset();

        var started = kith.start();

        assertThatThrownBy(() -> started.get(10, TimeUnit.SECONDS))
                .extracting(KithException::from)
                .extracting(KithException::code)
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(kith.getConnectionStatus()).isEqualTo(ConnectionStatus.AUTH_FAILED);
    }

    @Test
    void refusesToSendTokensInTheClearToAnotherHost() {
        kith.setServer("http://chat.example");

        assertThatThrownBy(() -> kith.start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("https");
    }

    @Test
    void stopsAndStartsAgain() throws Exception {
        online(0);

        kith.stop();
        until(() -> kith.getConnectionStatus() == ConnectionStatus.STOPPED);
        kith.start();
        server.connection().greet(0);

        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
    }
}
