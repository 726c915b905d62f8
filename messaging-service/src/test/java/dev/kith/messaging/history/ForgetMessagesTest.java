package dev.kith.messaging.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Send;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
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

    @Test
    void leavesNothingOfWhatWasSaidInGroupsButThatItWas() {
        long group = Groups.of(anna, otto);
        long old = said(anna, group, "old");
        long deleted = said(otto, group, "taken back");
        long fresh = said(otto, group, "new");
        TestUser.execute("update group_message set deletion = 2 where id = ?", deleted);
        age(old, deleted);
        keepFor(DAY);

        await().untilAsserted(() -> assertThat(words(old)).isZero());
        await().untilAsserted(() -> assertThat(words(deleted)).isZero());
        assertThat(words(fresh)).isOne();
        assertThat(TestUser.number("select count(*) from group_message where gid = ? and sender_address <> ''", group))
                .isOne();
        assertThat(TestUser.numbers("select deletion from group_message where gid = ? order by seq", group))
                .containsExactly((long) Deletion.DISAPPEARED_VALUE, 2L, 0L);
    }

    @Test
    void forgetsWhatWasSaidInAGroupThatHasEnded() {
        long group = Groups.of(anna, otto);
        long old = said(anna, group, "old");
        age(old);
        Groups.leave(otto, group).statusCode(204);
        Groups.leave(anna, group).statusCode(204);
        keepFor(DAY);

        await().untilAsserted(() -> assertThat(words(old)).isZero());
    }

    @Test
    void looksAtTheNextMessageOfEachGroupAlone() {
        Mailbox.inGroup(app, 7_000_000_000L + alice.uid() * 100_000, 5_000, "of 1970");

        var plan = Mailbox.plan(ForgetMessages.IN_GROUPS, app, 0L, 0L, ForgetMessages.SLICE, ForgetMessages.MOST);

        // The rows to be changed, `g`, are joined with what was found, which in a table as small as this may mean all.
        assertThat(plan.readsOfWholeTables())
                .as(plan.toString())
                .noneMatch(read -> read.contains("group_message") && !read.contains("group_message g "));
    }

    private static long said(TestUser by, long group, String text) {
        try (var device = Device.of(by, "a")) {
            long id = device.accepted(
                    Send.newBuilder().setId(device.newId()).setGroup(group).setText(text));
            await().untilAsserted(() -> assertThat(words(id)).isOne());
            return id;
        }
    }

    private static void age(long... ids) {
        for (long id : ids) {
            TestUser.execute("update group_message set accepted_at = accepted_at - 100000000 where id = ?", id);
        }
    }

    private static long words(long id) {
        return TestUser.number("select count(*) from group_message where id = ? and body is not null", id);
    }

    private void keepFor(Duration retention) {
        TestUser.execute("insert into app_rules values (?, 1, ?, 'simple', 0)", app, retention.toMillis());
    }

    private static long left(TestUser user) {
        return TestUser.number("select count(*) from message where owner = ?", user.uid());
    }
}
