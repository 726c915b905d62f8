package dev.kith.messaging.groupinbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.GroupProgress;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.MessageReaction;
import dev.kith.contracts.event.StatusRise;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import dev.kith.messaging.writer.Claim;
import dev.kith.messaging.writer.Claims;
import dev.kith.messaging.writer.FencedException;
import dev.kith.messaging.writer.LogIdentity;
import dev.kith.messaging.writer.LogRun;
import dev.kith.messaging.writer.LogRun.Logged;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Writers of groups that die, wake up and meet, through logs of their own.
@SocketTest
class GroupStoreTest {
    private final GroupStore store;
    private final Claims claims;
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();
    private final LogIdentity log = new LogIdentity("groups-of-" + alice.uid(), "one", 4);

    GroupStoreTest(GroupStore store, Claims claims) {
        this.store = store;
        this.claims = claims;
    }

    @Test
    void leavesNobodyOutWhenItDiesBetweenTheNumberAndTheInboxes() throws Exception {
        long group = Groups.of(alice, bob);
        store.number(log, List.of(claim()), run(group, 0, 3));
        Groups.remove(alice, group, bob).statusCode(204);
        Groups.add(alice, group, carol);
        assertThat(has(bob)).isZero();

        var next = claim();
        store.store(log, List.of(next), run(group, 0, 4));

        // The first three were said when Bob was in it, the last one when Carol was.
        assertThat(next.nextOffset()).isZero();
        await().untilAsserted(() -> assertThat(has(alice)).isEqualTo(4));
        await().untilAsserted(() -> assertThat(has(bob)).isEqualTo(3));
        await().untilAsserted(() -> assertThat(has(carol)).isEqualTo(1));
        assertThat(head(group)).isEqualTo(4);
    }

    @Test
    void bringsNothingTwiceWhenItDiesBeforeItMovesOn() throws Exception {
        long group = Groups.of(alice, bob);
        store.store(log, List.of(claim()), run(group, 0, 3));
        TestUser.execute("update consumer_offset set next_offset = 0 where topic = ?", log.topic());

        store.store(log, List.of(claim()), run(group, 0, 5));

        await().untilAsserted(() -> assertThat(has(bob)).isEqualTo(5));
        assertThat(TestUser.number(
                        "select count(distinct changed_seq) from message where owner = ? and kind = 2", bob.uid()))
                .isEqualTo(5);
        assertThat(head(group)).isEqualTo(5);
    }

    @Test
    void letsAWriterThatWakesUpNumberNothing() throws Exception {
        long group = Groups.of(alice, bob);
        var old = claim();
        var current = claim();

        assertThatThrownBy(() -> store.store(log, List.of(old), run(group, 0, 1)))
                .isInstanceOf(FencedException.class);

        assertThat(head(group)).isZero();
        assertThat(store.store(log, List.of(current), run(group, 0, 1)).committed())
                .isTrue();
        assertThat(head(group)).isEqualTo(1);
    }

    @Test
    void givesEachNumberOnceWhenTwoAreAtIt() throws Exception {
        long group = Groups.of(alice, bob);
        var one = claim();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> write = () -> {
                try {
                    return store.store(log, List.of(one), run(group, 0, 5)).committed();
                } catch (FencedException | java.sql.SQLException tooLate) {
                    return false;
                }
            };

            assertThat(threads.invokeAll(List.of(write, write))).anyMatch(result -> result.resultNow());
        }

        await().untilAsserted(() -> assertThat(has(bob)).isEqualTo(5));
        assertThat(head(group)).isEqualTo(5);
        assertThat(TestUser.number("select count(distinct seq) from group_message where gid = ?", group))
                .isEqualTo(5);
    }

    @Test
    void keepsNoAudienceLongerThanItIsNeeded() throws Exception {
        long group = Groups.of(alice, bob);
        store.store(log, List.of(claim()), run(group, 0, 1));
        Groups.add(alice, group, carol);

        store.store(log, List.of(claim()), run(group, 1, 2));

        assertThat(TestUser.number("select count(*) from group_audience where gid = ?", group))
                .isEqualTo(1);
    }

    @Test
    void countsAReceiptOnceAndTellsTheSenderWhateverEndsItInBetween() throws Exception {
        long group = Groups.of(alice, bob);
        store.store(log, List.of(claim()), run(group, 0, 2));
        await().untilAsserted(() -> assertThat(has(alice)).isEqualTo(2));

        // It dies when it has counted. The next one finds the same record.
        store.number(log, List.of(claim()), received(group, 2));
        await().untilAsserted(() -> assertThat(status(1)).isEqualTo(MessageStatus.DELIVERED_VALUE));
        store.store(log, List.of(claim()), received(group, 2));

        assertThat(TestUser.numbers("select delivered from group_message where gid = ? order by seq", group))
                .containsExactly(1L, 1L);
        assertThat(status(2)).isEqualTo(MessageStatus.DELIVERED_VALUE);
    }

    @Test
    void tellsOfAChangeOnceWhateverEndsItInBetween() throws Exception {
        long group = Groups.of(alice, bob);
        store.store(log, List.of(claim()), run(group, 0, 1));
        await().untilAsserted(() -> assertThat(has(bob)).isEqualTo(1));
        long before = changed(bob);

        // It dies when the change is made and nobody was told; the next one when all were, before it moved on.
        store.number(log, List.of(claim()), edited(group, 1));
        assertThat(changed(bob)).isEqualTo(before);
        store.store(log, List.of(claim()), edited(group, 1));
        await().untilAsserted(() -> assertThat(lastTold(bob)).isEqualTo(2));
        long told = changed(bob);
        TestUser.execute("update consumer_offset set next_offset = 1 where topic = ?", log.topic());
        store.store(log, List.of(claim()), edited(group, 1));
        store.store(log, List.of(claim()), run(group, 2, 3));

        await().untilAsserted(() -> assertThat(has(bob)).isEqualTo(2));
        assertThat(changed(bob)).isEqualTo(told);
        assertThat(TestUser.number("select head from inbox_head where owner = ?", bob.uid()))
                .isEqualTo(told + 1);
        assertThat(TestUser.number("select changes from group_head where gid = ?", group))
                .isEqualTo(2);
    }

    @Test
    void changesAMessageOnceWhenTwoAreAtIt() throws Exception {
        long group = Groups.of(alice, bob);
        store.store(log, List.of(claim()), run(group, 0, 1));
        var one = claim();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> write = () -> {
                try {
                    return store.store(log, List.of(one), edited(group, 1)).committed();
                } catch (FencedException | java.sql.SQLException tooLate) {
                    return false;
                }
            };

            assertThat(threads.invokeAll(List.of(write, write))).anyMatch(result -> result.resultNow());
        }

        assertThat(TestUser.number("select changes from group_head where gid = ?", group))
                .isEqualTo(2);
        await().untilAsserted(() -> assertThat(lastTold(bob)).isEqualTo(2));
    }

    /// Alice edits her first message, and Bob reacts to it.
    private List<LogRun<GroupRecord>> edited(long group, int offset) {
        var changed = ChangedMessage.newBuilder().setId(alice.uid() << 32 | 1).setAt(1);
        var record = GroupRecord.newBuilder().setGroup(group).setApp(TestUser.APP);
        var edit = record.setChanged(changed.setBy(alice.uid())
                        .setEdit(MessageEdit.newBuilder().setRevision(1).setText("edited")))
                .build();
        var reaction = record.setChanged(changed.setBy(bob.uid())
                        .setReaction(MessageReaction.newBuilder()
                                .setBy(bob.uid())
                                .setValue("+")
                                .setRevision(1)))
                .build();
        return List.of(
                new LogRun<>(0, offset + 1, List.of(new Logged<>(offset, edit), new Logged<>(offset, reaction))));
    }

    private long lastTold(TestUser user) {
        return TestUser.number(
                "select revision from message where owner = ? and id = ?", user.uid(), alice.uid() << 32 | 1);
    }

    private static long changed(TestUser user) {
        return TestUser.number("select min(changed_seq) from message where owner = ? and kind in (1, 2)", user.uid());
    }

    /// Bob has the second message, and so the first.
    private List<LogRun<GroupRecord>> received(long group, int offset) {
        var progress = GroupProgress.newBuilder()
                .setUid(bob.uid())
                .setStatus(StatusRise.Status.DELIVERED)
                .addIds(alice.uid() << 32 | 2);
        var record =
                GroupRecord.newBuilder().setGroup(group).setApp(TestUser.APP).setProgress(progress);
        return List.of(new LogRun<>(0, offset + 1, List.of(new Logged<>(offset, record.build()))));
    }

    private long status(int id) {
        return TestUser.number(
                "select status from message where owner = ? and id = ?", alice.uid(), alice.uid() << 32 | id);
    }

    private Claim claim() throws java.sql.SQLException {
        return claims.takeOver(log, List.of(0)).get(0);
    }

    private List<LogRun<GroupRecord>> run(long group, int from, int to) {
        return List.of(new LogRun<>(
                0,
                to,
                IntStream.range(from, to)
                        .mapToObj(i -> new Logged<>(i, record(group, i + 1)))
                        .toList()));
    }

    private GroupRecord record(long group, int id) {
        return GroupRecord.newBuilder()
                .setGroup(group)
                .setApp(TestUser.APP)
                .setMessage(StoredMessage.newBuilder()
                        .setId(alice.uid() << 32 | id)
                        .setSender(alice.uid())
                        .setSenderAddress(alice.address())
                        .setGroup(group)
                        .setDeliveryReceipt(true)
                        .setText("no. " + id))
                .build();
    }

    private static long has(TestUser user) {
        return TestUser.number("select count(*) from message where owner = ? and kind in (1, 2)", user.uid());
    }

    private static long head(long group) {
        return TestUser.number("select head from group_head where gid = ?", group);
    }
}
