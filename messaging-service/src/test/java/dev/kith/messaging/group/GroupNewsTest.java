package dev.kith.messaging.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.event.GroupUpdated;
import dev.kith.contracts.event.UserLeft;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.GroupEntry.What;
import dev.kith.kit.event.Event;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What becomes known of a group, to whom, and that it stays true when several are at it or a node dies.
@SocketTest
class GroupNewsTest {
    /// That of the outbox's relay: while it is held, nothing leaves, as if the node had died after its commit.
    private static final String HOLD_RELAY = "select pg_advisory_lock(x'6b6974686f757462'::bigint)";

    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();

    @Test
    void tellsEverybodyWhatAChangeIsForThem() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = Groups.of(alice);
            awaitGroup(hers, id, What.CREATED, GroupEntry.Role.OWNER);

            Groups.add(alice, id, bob);
            awaitGroup(his, id, What.JOINED, GroupEntry.Role.MEMBER);
            awaitGroup(hers, id, What.MEMBERS, GroupEntry.Role.OWNER);
            Groups.role(alice, id, bob, "admin").statusCode(200);
            awaitGroup(his, id, What.OWN, GroupEntry.Role.ADMIN);
            Groups.join(carol, Groups.link(bob, id, Map.of())).statusCode(200);
            awaitGroup(too, id, What.JOINED, GroupEntry.Role.MEMBER);
            Groups.patch(alice, id, "", Map.of("permissions", Map.of("send", "admin")));
            awaitGroup(too, id, What.SETTINGS, GroupEntry.Role.MEMBER);
            Groups.remove(bob, id, carol).statusCode(204);
            awaitGroup(too, id, What.LEFT, GroupEntry.Role.NONE);
            Groups.delete(alice, id, "").statusCode(204);
            awaitGroup(his, id, What.DELETED, GroupEntry.Role.NONE);

            assertThat(too.pushed()).noneMatch(entry -> entry.getGroup().getWhat() == What.DELETED);
        }
    }

    @Test
    void tellsOnceWhoWasAway() {
        long id = Groups.of(alice, bob);
        Groups.role(alice, id, bob, "admin").statusCode(200);
        Groups.patch(bob, id, "/members/me", Map.of("muted", true)).statusCode(200);
        int version = Groups.get(bob, id, "").extract().path("version");

        try (var his = Device.of(bob, "b")) {
            await().untilAsserted(() -> assertThat(his.sync(0))
                    .singleElement()
                    .extracting(Entry::getGroup)
                    .satisfies(group -> {
                        assertThat(group.getVersion()).isEqualTo(version);
                        assertThat(group.getRole()).isEqualTo(GroupEntry.Role.ADMIN);
                        assertThat(group.getMuted()).isTrue();
                    }));
            assertThat(his.head()).isEqualTo(3);
        }
    }

    @Test
    void tellsOfALargeGroupOnlyThoseWithARoleAndThoseConcerned() {
        long id = Groups.of(alice, bob, carol);
        Groups.role(alice, id, carol, "admin").statusCode(200);
        TestUser.execute("update group_state set members = 5000 where gid = ?", id);
        var dave = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c");
                var late = Device.of(dave, "d")) {
            Groups.add(alice, id, dave);
            awaitGroup(late, id, What.JOINED, GroupEntry.Role.MEMBER);
            awaitGroup(too, id, What.MEMBERS, GroupEntry.Role.ADMIN);
            awaitGroup(hers, id, What.MEMBERS, GroupEntry.Role.OWNER);

            hers.awaitMessage(hers.accepted(bob, "after it"));
            his.awaitEntry(Entry::hasMessage);
            assertThat(his.pushed()).noneMatch(Entry::hasGroup);
        }
    }

    @Test
    void publishesTheStateOfTheGroupAndOfEachMembershipAndEndsThem() {
        long id = Groups.of(alice, bob);
        Groups.role(alice, id, bob, "admin").statusCode(200);

        await().untilAsserted(() -> {
            var known = known(id);
            assertThat(known.keySet()).containsExactlyInAnyOrder("", "/" + alice.uid(), "/" + bob.uid());
            assertThat(known.get("").getState().getMembers()).isEqualTo(2);
            assertThat(known.get("").getState().getPermissions().getSend()).isEqualTo(GroupRole.MEMBER);
            assertThat(known.get("/" + bob.uid()).getMember().getRole()).isEqualTo(GroupRole.ADMIN);
            assertThat(known.get("/" + bob.uid()).getVersion()).isEqualTo(3);
        });
        Groups.remove(alice, id, bob).statusCode(204);
        await().untilAsserted(() -> assertThat(known(id).keySet()).containsExactlyInAnyOrder("", "/" + alice.uid()));
        Groups.leave(alice, id).statusCode(204);
        await().untilAsserted(() -> assertThat(known(id)).isEmpty());
    }

    @Test
    void takesWhoIsErasedOutOfAllGroupsAndHandsOnWhatTheyOwned() {
        long first = Groups.of(alice, bob, carol);
        long second = Groups.of(bob, alice);
        long own = Groups.of(alice);
        var left =
                UserLeft.newBuilder().setUid(alice.uid()).setApp(TestUser.APP).build();

        for (int time = 0; time < 2; time++) {
            SharedStack.get().events().produce(Topic.USER_LEFT, Event.key(alice.uid()), left.toByteArray(), Map.of());
        }

        await().untilAsserted(() -> {
            assertThat(Groups.members(bob, first)).isEqualTo(Map.of(bob.address(), "owner", carol.address(), "member"));
            assertThat(Groups.members(bob, second)).isEqualTo(Map.of(bob.address(), "owner"));
            assertThat(TestUser.number("select count(*) from group_state where gid = ?", own))
                    .isZero();
        });
        Groups.add(bob, first, alice).body("refused.code", contains("unreachable"));
    }

    @Test
    void losesAndDoublesNothingWhenANodeDiesBetweenTheCommitAndThePublishing() throws SQLException {
        long id = Groups.of(alice);
        try (var his = Device.of(bob, "b");
                var relay = SharedStack.get().database(Part.MESSAGING)) {
            await().untilAsserted(() ->
                    assertThat(TestUser.number("select count(*) from outbox")).isZero());
            relay.createStatement().execute(HOLD_RELAY);

            Groups.add(alice, id, bob);
            assertThat(his.pushed()).isEmpty();
            // What was published and not yet deleted when the node died is published again by the next.
            TestUser.execute("insert into outbox (topic, key, value, type) select topic, key, value, type from outbox");
            relay.close();

            awaitGroup(his, id, What.JOINED, GroupEntry.Role.MEMBER);
            await().untilAsserted(() ->
                    assertThat(TestUser.number("select count(*) from outbox")).isZero());
            his.awaitMessage(his.accepted(alice, "after it"));
            assertThat(his.pushed()).filteredOn(Entry::hasGroup).hasSize(1);
            assertThat(his.head()).isEqualTo(2);
        }
    }

    @RepeatedTest(3)
    void letsOneOfTwoAdminsHaveTheirWayWhenEachPutsTheOtherDown() throws Exception {
        long id = Groups.of(alice, bob);
        Groups.role(alice, id, bob, "owner").statusCode(200);

        var answers = atOnce(() -> status(alice, id, "member"), () -> status(bob, id, "member"));

        // Both owners step down; one of them has to stay.
        assertThat(answers).containsExactlyInAnyOrder(200, 403);
        assertThat(Groups.members(alice, id).values()).containsExactlyInAnyOrder("owner", "member");
    }

    @RepeatedTest(3)
    void countsAMemberWhoLeavesWhileTheyAreRemovedOnce() throws Exception {
        long id = Groups.of(alice, bob, carol);

        var answers = atOnce(
                () -> Groups.leave(bob, id).extract().statusCode(),
                () -> Groups.remove(alice, id, bob).extract().statusCode());

        assertThat(answers).containsExactlyInAnyOrder(204, 404);
        Groups.get(alice, id, "").body("members", equalTo(2));
        assertThat(Groups.members(alice, id)).hasSize(2);
    }

    @RepeatedTest(3)
    void hasAlwaysAnOwnerWhileAllOwnersLeaveAndOthersCome() throws Exception {
        long id = Groups.of(alice, bob, carol);
        Groups.role(alice, id, bob, "owner").statusCode(200);
        var token = Groups.link(alice, id, Map.of());
        var dave = TestUser.joined();

        var answers = atOnce(
                () -> Groups.leave(alice, id).extract().statusCode(),
                () -> Groups.leave(bob, id).extract().statusCode(),
                () -> Groups.join(dave, token).extract().statusCode());

        assertThat(answers).containsExactly(204, 204, 200);
        assertThat(Groups.members(carol, id)).isEqualTo(Map.of(carol.address(), "owner", dave.address(), "member"));
    }

    private static int status(TestUser who, long id, String role) {
        return Groups.patch(who, id, "/members/me", Map.of("role", role))
                .extract()
                .statusCode();
    }

    @SafeVarargs
    private static List<Integer> atOnce(Callable<Integer>... calls) throws Exception {
        try (var threads = Executors.newFixedThreadPool(calls.length)) {
            var answers = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(List.of(calls))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static void awaitGroup(Device device, long id, What what, GroupEntry.Role role) {
        var entry = device.awaitEntry(e -> e.hasGroup()
                        && e.getGroup().getGroup() == id
                        && e.getGroup().getWhat() == what)
                .getGroup();
        assertThat(entry.getRole()).isEqualTo(role);
    }

    /// What the topic says of the group once all is read: "" for itself, and its memberships.
    private static Map<String, GroupUpdated> known(long id) throws InvalidProtocolBufferException {
        var known = new HashMap<String, GroupUpdated>();
        for (var record : SharedStack.get().events().all(Topic.GROUP_UPDATED)) {
            var key = ByteBuffer.wrap(record.key());
            if (key.getLong() == id) {
                var place = key.hasRemaining() ? "/" + key.getLong() : "";
                if (record.value() == null) {
                    known.remove(place);
                } else {
                    known.put(place, GroupUpdated.parseFrom(record.value()));
                }
            }
        }
        return known;
    }
}
