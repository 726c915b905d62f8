package dev.kith.messaging.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.messaging.testing.Mailbox;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SocketTest
class ForgetMessagesTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final String app = "app_forgets_" + TestUser.notJoined().uid();
    private final TestUser anna = TestUser.of(app);
    private final TestUser otto = TestUser.of(app);
    private final TestUser alice = TestUser.joined();

    @Test
    void deletesWhatIsOlderThanTheAppSaysAndNothingElse() {
        long now = System.currentTimeMillis();
        for (var user : new TestUser[] {anna, otto, alice}) {
            new Mailbox(user).receive(3, 2, now - DAY.toMillis() - 60_000, "old");
            new Mailbox(user).receive(3, 2, now, "new");
        }
        keepFor(DAY);

        await().untilAsserted(() -> {
            assertThat(left(anna)).isEqualTo(6);
            assertThat(left(otto)).isEqualTo(6);
        });

        assertThat(TestUser.number("select count(*) from message where owner = ? and body like 'old%'", anna.uid()))
                .isZero();
        assertThat(left(alice)).isEqualTo(12);
    }

    @Test
    void deletesMoreThanOneStatementTakes() {
        new Mailbox(anna)
                .receive(10, ForgetMessages.MOST / 10 + 1, System.currentTimeMillis() - 2 * DAY.toMillis(), "old");
        keepFor(DAY);

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(left(anna)).isZero());
    }

    private void keepFor(Duration retention) {
        TestUser.execute("insert into app_rules values (?, 1, ?, 'simple', 0)", app, retention.toMillis());
    }

    private static long left(TestUser user) {
        return TestUser.number("select count(*) from message where owner = ?", user.uid());
    }
}
