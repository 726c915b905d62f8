package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Hello;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.LockedTable;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// More devices say hello than the node looks at at a time. Nobody is welcomed until the lock is gone.
@SocketTest
class CrowdTest {
    private final Greeter greeter;
    private final SocketSettings settings;
    private final TestUser alice = TestUser.joined();
    private final Device upgradedBefore = Device.silent(Device.PROTO);
    private LockedTable blocks;
    private List<Device> crowd;

    CrowdTest(Greeter greeter, SocketSettings settings) {
        this.greeter = greeter;
        this.settings = settings;
    }

    @BeforeEach
    void crowd() {
        blocks = new LockedTable("device_block");
        var users =
                Stream.generate(TestUser::joined).limit(settings.maxGreetings()).toList();
        crowd = users.stream().map(user -> Device.silent(Device.PROTO)).toList();
        users.forEach(user -> crowd.get(users.indexOf(user)).tell(hello(user.token("a"))));
        await().until(greeter::isBusy);
    }

    @AfterEach
    void disperse() {
        blocks.close();
        crowd.forEach(Device::close);
        upgradedBefore.close();
        await().until(() -> !greeter.isBusy());
    }

    @Test
    void isAskedToComeAgainByWhoSaysHello() {
        var answer = upgradedBefore.ask(hello(alice.token("late")));

        assertThat(answer.getRefused().getCode()).isEqualTo("unavailable");
        assertThat(answer.getRefused().getRetryAfter()).isBetween(1_000L, 2_000L);
        assertThat(upgradedBefore.awaitClose()).isEqualTo(1013);
    }

    @Test
    void isNotJoinedByWhoKnocks() {
        assertThatThrownBy(() -> Device.silent(Device.PROTO))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    assertThat(refused.getResponse().statusCode()).isEqualTo(503);
                    assertThat(refused.getResponse().headers().firstValueAsLong("Retry-After"))
                            .hasValue(1);
                });
    }

    @Test
    void isWelcomedWholeWhenItsTurnComesAndThenThereIsRoom() {
        blocks.letGo();

        crowd.forEach(device -> device.awaitFrame(frame -> frame.hasWelcome()));

        assertThat(greeter.isBusy()).isFalse();
        assertThat(upgradedBefore.ask(hello(alice.token("late"))).hasWelcome()).isTrue();
    }

    private static ClientFrame.Builder hello(String token) {
        return ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(token));
    }
}
