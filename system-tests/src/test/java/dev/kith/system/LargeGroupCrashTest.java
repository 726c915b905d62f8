package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.Api.User;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// messaging-service is killed when the log of inboxes has what a member of a large group missed, and the store not yet
/// that it has: they are brought each message once, in its order.
@Tag("slow")
class LargeGroupCrashTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SAID = 450;

    @Test
    void whoComesBackHasWhatTheyMissedOnce() throws Exception {
        var parts = EnumSet.complementOf(EnumSet.of(Part.PRESENCE, Part.MEDIA));
        var settings = new LocalStack.Settings(
                "dev", Map.of(Part.MESSAGING, Map.of("KITH_GROUP_INBOX_LARGE", "100", "KITH_GROUP_INBOX_LOOK", "4s")));
        try (var stack = LocalStack.throwAway(parts, settings)) {
            var api = new Api(stack);
            var app = api.newApp();
            var alice = api.newUser(app);
            var bob = api.newUser(app);
            try (var hers = JsonSocket.hello(stack.gatewayUrl(), alice.token())) {
                long group = large(stack, api, alice, bob);
                await().atMost(LIMIT).until(() -> isAway(stack, group, bob));
                say(hers, group);
                assertThat(numbers(stack, group, bob)).isEmpty();

                killBetweenLogAndStore(stack, group, bob);
                assertThat(isAway(stack, group, bob)).isTrue();
                stack.start(Part.MESSAGING);

                await().atMost(LIMIT).until(() -> !isAway(stack, group, bob));
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(numbers(stack, group, bob))
                                .containsExactlyElementsOf(
                                        LongStream.rangeClosed(1, SAID).boxed().toList()));
            }
        }
    }

    /// The lock has the writer stand still where it would store how far he has everything.
    private static void killBetweenLogAndStore(LocalStack stack, long group, User bob) throws SQLException {
        var waiting = " from pg_locks where not granted and relation = 'group_absence'::regclass";
        try (var absences = stack.database(Part.MESSAGING);
                var lock = absences.createStatement()) {
            absences.setAutoCommit(false);
            lock.execute("lock table group_absence in share mode");
            try (var his = JsonSocket.hello(stack.gatewayUrl(), bob.token())) {
                await().atMost(LIMIT)
                        .until(() -> !numbers(stack, group, bob).isEmpty()
                                && query(stack, "select count(*)" + waiting).getFirst() > 0);
                assertThat(his.isOpen()).isTrue();
                stack.kill(Part.MESSAGING);
            }
            lock.execute("select pg_terminate_backend(pid)" + waiting);
            absences.rollback();
        }
    }

    private static long large(LocalStack stack, Api api, User alice, User bob) throws SQLException {
        long group = api.send("POST", "/v1/groups", alice.token(), "{\"kind\": \"group\"}")
                .ok()
                .get("id")
                .getAsLong();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api.send(
                                        "POST",
                                        "/v1/groups/" + group + "/members",
                                        alice.token(),
                                        "{\"addresses\": [\"%s\"]}".formatted(bob.address()))
                                .ok()
                                .getAsJsonArray("refused"))
                        .isEmpty());
        try (var database = stack.database(Part.MESSAGING);
                var more = database.createStatement()) {
            database.setAutoCommit(false);
            more.execute("insert into group_member (gid, uid, role, since) select " + group
                    + ", 1000000000 + i, 1, 1 from generate_series(1, 100) i");
            more.execute("update group_state set members = 102, version = version + 1 where gid = " + group);
            database.commit();
        }
        return group;
    }

    private static void say(JsonSocket hers, long group) {
        for (int i = 1; i <= SAID; i++) {
            hers.text("{\"ref\": %d, \"send\": {\"group\": \"%d\", \"id\": %d, \"text\": \"no. %d\"}}"
                    .formatted(1 + i, group, (1 << 20) + i, i));
            assertThat(hers.answer(1 + i).has("accepted")).isTrue();
        }
    }

    private static boolean isAway(LocalStack stack, long group, User user) throws SQLException {
        return query(stack, "select count(*) from group_absence where gid = " + group + " and uid = " + user.uid())
                        .getFirst()
                > 0;
    }

    /// Numbers in the group of what the user's inbox has, in the order in which it came there.
    private static List<Long> numbers(LocalStack stack, long group, User user) throws SQLException {
        return query(
                stack,
                "select g.seq from message m join group_message g on g.gid = -m.peer and g.id = m.id where g.gid = "
                        + group + " and m.owner = " + user.uid() + " order by m.first_seq");
    }

    private static List<Long> query(LocalStack stack, String sql) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var database = stack.database(Part.MESSAGING);
                var select = database.createStatement();
                var rows = select.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }
}
