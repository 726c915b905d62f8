package dev.kith.messaging.groupinbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.MemberBack;
import dev.kith.contracts.event.MembersAway;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.MessageReaction;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Deletion;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import dev.kith.messaging.writer.Claim;
import dev.kith.messaging.writer.Claims;
import dev.kith.messaging.writer.LogIdentity;
import dev.kith.messaging.writer.LogRun;
import dev.kith.messaging.writer.LogRun.Logged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Members who are away, by a log of the test's own: what is said waits for them, and whatever ends a writer in between
/// they have all of it once they are back, each message once and in its order.
@SocketTest
class GroupAbsenceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final GroupStore store;
    private final Claims claims;
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();
    private final LogIdentity log = new LogIdentity("absences-of-" + alice.uid(), "one", 4);
    private long group;
    private int offset;

    GroupAbsenceTest(GroupStore store, Claims claims) {
        this.store = store;
        this.claims = claims;
    }

    @BeforeEach
    void thereIsAGroup() {
        group = Groups.of(alice, bob, carol);
    }

    @Test
    void bringsNothingToWhoIsAwayAndEverythingWhenTheyAreBack() throws Exception {
        write(says(1), away(bob), says(2), says(3));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(carol)).containsExactly(1L, 2L, 3L));
        assertThat(numbersOf(bob)).containsExactly(1L);

        write(says(4), back(bob), says(5));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L, 3L, 4L, 5L));
        assertThat(isAway(bob)).isFalse();
        write(says(6));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L));
    }

    @Test
    void bringsMuchAPartAtATime() throws Exception {
        write(away(bob));
        for (int first = 1; first <= 450; first += 50) {
            write(IntStream.range(first, first + 50).mapToObj(this::says).toArray(GroupRecord[]::new));
        }

        // What is left then is said in the log of all groups, which the service itself reads.
        write(back(bob));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(numbersOf(bob))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 450).boxed().toList()));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(isAway(bob)).isFalse());
    }

    @Test
    void tellsOfChangesToWhatTheyHadAndToWhatTheyMissed() throws Exception {
        write(says(1), says(2), away(bob), says(3), says(4));
        write(edits(1, "edited"), edits(3, "edited too"), reacts(carol, 3), deletes(2), deletes(4));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L));

        write(back(bob));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L, 3L));
        // Of the first the edit, of the second its end, of the third the reaction, made last.
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(List.of(toldOf(bob, 1), toldOf(bob, 2), toldOf(bob, 3)))
                        .containsExactly(1L, 4L, 3L));
        assertThat(TestUser.number(
                        "select deletion from message where owner = ? and id = ?", bob.uid(), alice.uid() << 32 | 2))
                .isEqualTo(Deletion.FOR_EVERYONE_VALUE);
    }

    @Test
    void losesNothingWhenItDiesAfterItStoredThatTheyAreAway() throws Exception {
        var records = records(says(1), away(bob), says(2));
        store.number(log, List.of(claim()), records);
        assertThat(isAway(bob)).isTrue();

        store.store(log, List.of(claim()), records);
        write(back(bob));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L));
    }

    @Test
    void losesNothingWhenItDiesBeforeWhatTheyMissedIsInTheLog() throws Exception {
        write(away(bob), says(1), says(2));
        var records = records(back(bob), says(3));
        store.number(log, List.of(claim()), records);
        assertThat(isAway(bob)).isTrue();

        // The next one cuts the same records into other batches.
        store.store(
                log,
                List.of(claim()),
                List.of(new LogRun<>(
                        0,
                        records.getFirst().next() - 1,
                        List.of(records.getFirst().records().getFirst()))));
        store.store(
                log,
                List.of(claim()),
                List.of(new LogRun<>(
                        0,
                        records.getFirst().next(),
                        List.of(records.getFirst().records().getLast()))));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L, 3L));
    }

    @Test
    void bringsNothingTwiceWhenItDiesBeforeItMovesOn() throws Exception {
        write(away(bob), says(1), says(2));
        int before = offset;
        var records = records(back(bob), says(3));
        store.store(log, List.of(claim()), records);
        TestUser.execute("update consumer_offset set next_offset = ? where topic = ?", (long) before, log.topic());
        // As if it had died before it moved on: that he has it was not stored either.
        TestUser.execute("insert into group_absence (gid, uid, seq, changes) values (?, ?, 0, 0)", group, bob.uid());
        TestUser.execute("update group_head set absences = absences + 1 where gid = ?", group);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L, 3L));
        long head = head(bob);

        store.store(log, List.of(claim()), records);
        write(says(4));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L, 3L, 4L));
        assertThat(head(bob)).isEqualTo(head + 1);
        assertThat(isAway(bob)).isFalse();
    }

    @Test
    void bringsItOnceWhenTwoAreAtIt() throws Exception {
        write(away(bob), says(1), says(2), says(3));
        var one = claim();
        var records = records(back(bob), says(4));
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> write = () -> {
                try {
                    return store.store(log, List.of(one), records).committed();
                } catch (RuntimeException | java.sql.SQLException tooLate) {
                    return false;
                }
            };

            assertThat(threads.invokeAll(List.of(write, write))).anyMatch(result -> result.resultNow());
        }

        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 2L, 3L, 4L));
        assertThat(isAway(bob)).isFalse();
    }

    @Test
    void keepsWhatOneSaysWhoIsAwayTheirOwn() throws Exception {
        write(away(alice), says(1), says(2));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(alice)).containsExactly(1L, 2L));
        long head = head(alice);

        write(back(alice), says(3));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(alice)).containsExactly(1L, 2L, 3L));
        assertThat(head(alice)).isEqualTo(head + 1);
    }

    @Test
    void forgetsAnAbsenceOfBeforeTheyCameAgain() throws Exception {
        write(says(1), away(bob), says(2));
        Groups.remove(alice, group, bob).statusCode(204);
        write(says(3));
        Groups.add(alice, group, bob);

        write(says(4));

        // What was said while he was out of it is not his.
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 4L));
        write(away(bob), says(5), back(bob));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 4L, 5L));
    }

    @Test
    void bringsNothingToWhoWasRemovedWhileAway() throws Exception {
        write(says(1), away(bob), says(2));
        Groups.remove(alice, group, bob).statusCode(204);

        write(says(3), back(bob));
        // Found away before the group knew that he is out of it, and back at once.
        write(away(bob), says(4), back(bob));

        Groups.add(alice, group, bob);
        write(says(5));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(bob)).containsExactly(1L, 5L));
    }

    @Test
    void knowsNobodyAsAwayWhoIsNotInTheGroup() throws Exception {
        write(away(bob), away(carol));

        Groups.leave(bob, group).statusCode(204);
        assertThat(isAway(bob)).isFalse();
        Groups.remove(alice, group, carol).statusCode(204);
        assertThat(isAway(carol)).isFalse();
        write(away(carol));
        assertThat(isAway(carol)).isFalse();
    }

    @Test
    void keepsNothingOfAGroupThatIsNoMore() throws Exception {
        TestUser.execute("insert into group_look (gid, looked_at) values (?, 1)", group);
        write(away(bob), away(carol));

        Groups.delete(alice, group, "").statusCode(204);

        assertThat(TestUser.number("select count(*) from group_absence where gid = ?", group))
                .isZero();
        assertThat(TestUser.number("select count(*) from group_look where gid = ?", group))
                .isZero();
        write(away(bob));
        assertThat(isAway(bob)).isFalse();
    }

    @Test
    void putsACrowdThatIsBackAtOnceOffTogether() throws Exception {
        TestUser.execute(
                "insert into group_member (gid, uid, role, since) select ?, ? * 1000 + i, 1, 1 from generate_series(1, 80) i",
                group,
                bob.uid());
        TestUser.execute("update group_state set members = members + 80, version = version + 1 where gid = ?", group);
        var crowd = TestUser.numbers("select uid from group_member where gid = ? and since = 1 and role = 1", group);
        write(record().setAway(MembersAway.newBuilder().addAllUids(crowd)).build(), says(1));

        write(record().setBack(MemberBack.newBuilder().setUid(crowd.getFirst()).addAllOthers(crowd))
                .build());

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(TestUser.number("select count(*) from group_absence where gid = ?", group))
                                .isZero());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(TestUser.number(
                                "select count(*) from message where owner = any(?) and id = ?",
                                crowd.toArray(Long[]::new),
                                alice.uid() << 32 | 1))
                        .isEqualTo(crowd.size()));
        assertThat(SharedStack.get().events().all(Topic.GROUP_INBOX))
                .filteredOn(said -> Arrays.equals(said.key(), Events.key(group)))
                .hasSizeLessThan(5);
    }

    @Test
    void keepsAwayFromThemWhatABlockKeepsFromThem() throws Exception {
        write(away(bob), says(1), says(2));
        bob.stands(alice, true);

        write(back(bob));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(isAway(bob)).isFalse());
        write(says(3));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(numbersOf(carol)).containsExactly(1L, 2L, 3L));
        assertThat(numbersOf(bob)).isEmpty();
    }

    private void write(GroupRecord... records) throws Exception {
        store.store(log, List.of(claim()), records(records));
    }

    private List<LogRun<GroupRecord>> records(GroupRecord... records) {
        var logged = new ArrayList<Logged<GroupRecord>>();
        for (var record : records) {
            logged.add(new Logged<>(offset++, record));
        }
        return List.of(new LogRun<>(0, offset, logged));
    }

    private GroupRecord says(int id) {
        return record().setMessage(StoredMessage.newBuilder()
                        .setId(alice.uid() << 32 | id)
                        .setSender(alice.uid())
                        .setSenderAddress(alice.address())
                        .setAcceptedAt(id)
                        .setGroup(group)
                        .setText("no. " + id))
                .build();
    }

    private GroupRecord edits(int id, String text) {
        return record().setChanged(change(id, alice)
                        .setEdit(MessageEdit.newBuilder().setRevision(1).setText(text)))
                .build();
    }

    private GroupRecord deletes(int id) {
        return record().setChanged(change(id, alice).setDeletion(Deletion.FOR_EVERYONE_VALUE))
                .build();
    }

    private GroupRecord reacts(TestUser by, int id) {
        return record().setChanged(change(id, by)
                        .setReaction(MessageReaction.newBuilder()
                                .setBy(by.uid())
                                .setAddress(by.address())
                                .setValue("+")
                                .setRevision(1)))
                .build();
    }

    private ChangedMessage.Builder change(int id, TestUser by) {
        return ChangedMessage.newBuilder()
                .setId(alice.uid() << 32 | id)
                .setAt(1)
                .setBy(by.uid());
    }

    private GroupRecord away(TestUser user) {
        return record().setAway(MembersAway.newBuilder().addUids(user.uid())).build();
    }

    private GroupRecord back(TestUser user) {
        return record().setBack(MemberBack.newBuilder().setUid(user.uid())).build();
    }

    private GroupRecord.Builder record() {
        return GroupRecord.newBuilder().setGroup(group).setApp(TestUser.APP);
    }

    private Claim claim() throws java.sql.SQLException {
        return claims.takeOver(log, List.of(0)).get(0);
    }

    /// Numbers in the group of what the user's inbox has, in the order in which it came there.
    private static List<Long> numbersOf(TestUser user) {
        return TestUser.numbers(
                "select g.seq from message m join group_message g on g.gid = -m.peer and g.id = m.id"
                        + " where m.owner = ? and m.kind in (1, 2) order by m.first_seq",
                user.uid());
    }

    private long toldOf(TestUser user, int id) {
        return TestUser.number(
                "select revision from message where owner = ? and id = ?", user.uid(), alice.uid() << 32 | id);
    }

    private boolean isAway(TestUser user) {
        return TestUser.number("select count(*) from group_absence where gid = ? and uid = ?", group, user.uid()) > 0;
    }

    private static long head(TestUser user) {
        return TestUser.number("select head from inbox_head where owner = ?", user.uid());
    }
}
