package dev.kith.messaging.groupinbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contracts.socket.Send;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whoever has no session is found away, and comes back by a socket or by a call.
@SocketTest
class ComingBackTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Departures departures;
    private final Redis redis;
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();

    ComingBackTest(Departures departures, Redis redis) {
        this.departures = departures;
        this.redis = redis;
    }

    @Test
    void bringsWhatWasMissedToADeviceThatConnects() throws Exception {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a")) {
            look(group);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(away(group)).containsExactlyInAnyOrder(bob.uid(), carol.uid()));
            long id = hers.accepted(to(hers, group, "Hello"));
            hers.awaitMessage(id);
            assertThat(rows(bob, id)).isZero();

            try (var his = Device.of(bob, "b")) {
                assertThat(his.awaitMessage(id).getMessage().getText()).isEqualTo("Hello");
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(away(group)).containsExactly(carol.uid()));
                long next = hers.accepted(to(hers, group, "again"));
                assertThat(his.awaitMessage(next).getMessage().getGroupSeq()).isEqualTo(2);
            }
        }
    }

    @Test
    void showsWhatWasMissedToWhoAsksWithoutASession() throws Exception {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a")) {
            look(group);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(away(group)).containsExactly(bob.uid()));
            long id = hers.accepted(to(hers, group, "Hello"));
            hers.awaitMessage(id);

            given().auth()
                    .oauth2(bob.token("b"))
                    .get("/v1/messages/summary")
                    .then()
                    .statusCode(200)
                    .body("conversations[0].unread", equalTo(1));
            assertThat(rows(bob, id)).isEqualTo(1);
        }
    }

    @Test
    void findsWhoIsSaidToBeAwayAndIsNot() throws Exception {
        long group = Groups.of(alice, bob);
        try (var his = Device.of(bob, "b")) {
            isSaidToBeAway(group, bob);

            look(group);

            await().atMost(LIMIT).untilAsserted(() -> assertThat(away(group)).containsExactly(alice.uid()));
        }
    }

    @Test
    void looksAtAGroupThatIsNotLargeAnyMoreUntilAllAreBack() throws Exception {
        isOld("kith:registry:born");
        long group = Groups.of(alice, bob, carol);
        try (var his = Device.of(bob, "b");
                var hers = Device.of(carol, "c")) {
            isSaidToBeAway(group, bob);
            isSaidToBeAway(group, carol);
            TestUser.execute("insert into group_look (gid, looked_at) values (?, 1)", group);

            await().atMost(LIMIT).untilAsserted(() -> assertThat(away(group)).isEmpty());

            assertThat(his.isOpen() && hers.isOpen()).isTrue();
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(TestUser.number("select count(*) from group_look where gid = ?", group))
                        .isZero());
        assertThat(away(group)).isEmpty();
    }

    @Test
    void looksByItselfAtLargeGroupsAlone() throws Exception {
        isOld("kith:registry:born");
        long small = Groups.of(alice, bob);
        long large = Groups.of(alice, bob);
        TestUser.execute(
                "insert into group_member (gid, uid, role, since)"
                        + " select ?, 1000000000 + i, 1, 1 from generate_series(1, 100) i",
                large);
        TestUser.execute("update group_state set members = 102, version = version + 1 where gid = ?", large);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(away(large)).hasSize(102));

        assertThat(away(small)).isEmpty();
    }

    /// As if it had been there for longer than a session lives.
    private void isOld(String born) throws Exception {
        redis.send(Request.cmd(Command.SET).arg(born).arg(1))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private void look(long group) throws Exception {
        departures.look(group).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void isSaidToBeAway(long group, TestUser user) {
        TestUser.execute("insert into group_absence (gid, uid, seq, changes) values (?, ?, 0, 0)", group, user.uid());
        TestUser.execute(
                "insert into group_head as h (gid, head, absences) values (?, 0, 1)"
                        + " on conflict (gid) do update set absences = h.absences + 1",
                group);
    }

    private static Send.Builder to(Device from, long group, String text) {
        return Send.newBuilder().setGroup(group).setId(from.newId()).setText(text);
    }

    private static List<Long> away(long group) {
        return TestUser.numbers("select uid from group_absence where gid = ?", group);
    }

    private static long rows(TestUser user, long id) {
        return TestUser.number("select count(*) from message where owner = ? and id = ?", user.uid(), id);
    }
}
