package dev.kith.messaging.socket;

import static dev.kith.messaging.testing.Device.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import org.junit.jupiter.api.Test;

/// An app in which users are unreachable for strangers.
@SocketTest
class StrangersTest {
    private final String app = "app_strict_" + TestUser.notJoined().uid();
    private final TestUser anna = TestUser.of(app);
    private final TestUser otto = TestUser.of(app);

    StrangersTest() {
        TestUser.execute("insert into app_rules values (?, 1, 0, 'simple', 1)", app);
    }

    @Test
    void keepsStrangersOutAsIfThereWereNobody() {
        try (var hers = Device.of(anna, "a")) {
            assertThat(hers.refused(text(hers.newId(), otto, "hello"))).isEqualTo("unreachable");
            assertThat(hers.refused(text(hers.newId(), new TestUser(1, app, "nobody@kith.test"), "hello")))
                    .isEqualTo("unreachable");

            // What one grants oneself opens nobody else's door.
            grants(anna, otto);
            assertThat(hers.refused(text(hers.newId(), otto, "hello"))).isEqualTo("unreachable");
        }
    }

    @Test
    void letsThoseInWhomTheRecipientHoldsAndThoseWhomTheyWroteTo() {
        grants(anna, otto);
        try (var hers = Device.of(anna, "a");
                var his = Device.of(otto, "o")) {
            his.awaitMessage(his.accepted(anna, "hello"));

            hers.accepted(otto, "hello to you");
        }
    }

    @Test
    void letsPairedUsersWrite() {
        TestUser.execute(
                "insert into relationship (owner, peer, version, paired) values (?, ?, 1, true)",
                otto.uid(),
                anna.uid());
        try (var hers = Device.of(anna, "a")) {
            hers.accepted(otto, "hello");
        }
    }

    private static void grants(TestUser owner, TestUser peer) {
        TestUser.execute(
                "insert into relationship (owner, peer, version, levels) values (?, ?, 1, 2)", owner.uid(), peer.uid());
    }
}
