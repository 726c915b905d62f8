package dev.kith.messaging.groupinbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.MembersAway;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import dev.kith.messaging.writer.Claims;
import dev.kith.messaging.writer.LogIdentity;
import dev.kith.messaging.writer.LogRun;
import dev.kith.messaging.writer.LogRun.Logged;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Whoever was in the group at the version at which a message got its number has it once, and nobody else, however many
/// come and go meanwhile.
@SocketTest
class GroupMembershipTest {
    private static final int MESSAGES = 60;

    private final GroupStore store;
    private final Claims claims;
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();

    /// From this version up to, and without, that one.
    private record Stay(long from, long to) {}

    GroupMembershipTest(GroupStore store, Claims claims) {
        this.store = store;
        this.claims = claims;
    }

    @Test
    void givesEachMessageToTheMembersOfItsVersion() throws Exception {
        long group = Groups.of(alice, carol);
        var stays = new ArrayList<Stay>();
        try (var hers = Device.of(alice, "a");
                var threads = Executors.newSingleThreadExecutor()) {
            var talking = threads.submit(() -> talk(hers, group));
            do {
                Groups.add(alice, group, bob);
                long from = version(group);
                Groups.remove(alice, group, bob).statusCode(204);
                stays.add(new Stay(from, version(group)));
            } while (!talking.isDone());
            talking.get();
        }

        await().untilAsserted(() -> assertThat(had(alice, group)).hasSize(MESSAGES));
        await().untilAsserted(() -> assertThat(had(carol, group)).isEqualTo(had(alice, group)));
        var meant = new TreeSet<Long>();
        versions(group).forEach((id, version) -> {
            if (stays.stream().anyMatch(stay -> stay.from() <= version && version < stay.to())) {
                meant.add(id);
            }
        });
        await().untilAsserted(() -> assertThat(had(bob, group)).isEqualTo(meant));
        assertThat(TestUser.number("select head from group_head where gid = ?", group))
                .isEqualTo(MESSAGES);
    }

    @Test
    void takesVersionAndMembersOfOneMoment() throws Exception {
        long group = Groups.of(alice, carol);

        assertThat(meanwhile(List.of(says(group)), () -> Groups.add(alice, group, bob)))
                .isTrue();

        long version = versions(group).values().iterator().next();
        assertThat(version).isLessThan(version(group));
        await().untilAsserted(() -> assertThat(had(carol, group)).hasSize(1));
        assertThat(TestUser.numbers(
                        "select unnest(members) from group_audience where gid = ? and version = ?", group, version))
                .containsExactlyInAnyOrder(alice.uid(), carol.uid());
        assertThat(had(bob, group)).isEmpty();
    }

    @Test
    void findsThoseAwayWhoAreInItWhenItWrites() throws Exception {
        long group = Groups.of(alice, bob, carol);
        var away = GroupRecord.newBuilder()
                .setGroup(group)
                .setAway(MembersAway.newBuilder().addUids(bob.uid()).addUids(carol.uid()))
                .build();

        assertThat(meanwhile(
                        List.of(says(group), away),
                        () -> Groups.remove(alice, group, bob).statusCode(204)))
                .isTrue();

        assertThat(TestUser.numbers("select uid from group_absence where gid = ?", group))
                .containsExactly(carol.uid());
        assertThat(versions(group)).hasSize(1).containsValue(version(group));
        await().untilAsserted(() -> assertThat(had(carol, group)).hasSize(1));
        assertThat(had(bob, group)).isEmpty();
    }

    /// Has these stored, and something done when their group was read and nothing of it is written yet.
    ///
    /// @return whether they are known to be stored
    private boolean meanwhile(List<GroupRecord> records, Runnable act) throws Exception {
        var log = new LogIdentity("moment-of-" + alice.uid(), "one", 1);
        var claim = claims.takeOver(log, List.of(0)).get(0);
        var logged = new ArrayList<Logged<GroupRecord>>();
        records.forEach(record -> logged.add(new Logged<>(logged.size(), record)));
        try (var messages = SharedStack.get().database(Part.MESSAGING);
                var lock = messages.createStatement();
                var threads = Executors.newSingleThreadExecutor()) {
            messages.setAutoCommit(false);
            lock.execute("lock table group_message in share mode");
            var writing = threads.submit(
                    () -> store.store(log, List.of(claim), List.of(new LogRun<>(0, logged.size(), logged))));
            // The group was read; the message waits to be written, and the members are read after that.
            await().until(() -> TestUser.number("select count(*) from pg_stat_activity"
                            + " where wait_event_type = 'Lock' and query like 'insert into group_message%'")
                    > 0);

            act.run();

            messages.rollback();
            return writing.get().committed();
        }
    }

    private static boolean talk(Device device, long group) {
        for (int i = 0; i < MESSAGES; i++) {
            device.ask(ClientFrame.newBuilder().setSend(GroupMessagesTest.to(device, group, "no. " + i)));
        }
        return true;
    }

    private GroupRecord says(long group) {
        return GroupRecord.newBuilder()
                .setGroup(group)
                .setApp(TestUser.APP)
                .setMessage(StoredMessage.newBuilder()
                        .setId(alice.uid() << 32 | 1)
                        .setSender(alice.uid())
                        .setSenderAddress(alice.address())
                        .setAcceptedAt(1)
                        .setGroup(group)
                        .setText("Hello"))
                .build();
    }

    private long version(long group) {
        return TestUser.number("select version from group_state where gid = ?", group);
    }

    private static Set<Long> had(TestUser user, long group) throws SQLException {
        return new TreeSet<>(pairs(
                        "select id, changed_seq from message where owner = ? and peer = ? and kind in (1, 2)",
                        List.of(user.uid(), -group))
                .keySet());
    }

    private static Map<Long, Long> versions(long group) throws SQLException {
        return pairs("select id, version from group_message where gid = ? and seq > 0", List.of(group));
    }

    private static Map<Long, Long> pairs(String sql, List<Long> parameters) throws SQLException {
        var pairs = new TreeMap<Long, Long>();
        try (var connection = SharedStack.get().database(Part.MESSAGING);
                var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                select.setLong(i + 1, parameters.get(i));
            }
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    pairs.put(rows.getLong(1), rows.getLong(2));
                }
            }
        }
        return pairs;
    }
}
