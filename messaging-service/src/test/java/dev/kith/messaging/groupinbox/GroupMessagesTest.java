package dev.kith.messaging.groupinbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Send;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What is said in groups, as devices see it.
@SocketTest
class GroupMessagesTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();

    @Test
    void bringsAMessageToEverybodyInTheGroup() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var herTablet = Device.of(alice, "a2");
                var his = Device.of(bob, "b", Device.JSON)) {
            long id = hers.accepted(
                    to(hers, group, "Hello").setType("greeting").setReplyTo(7).putProperties("k", "v"));

            var message = his.awaitMessage(id).getMessage();
            assertThat(message.getSender()).isEqualTo(alice.address());
            assertThat(message.getRecipient()).isEmpty();
            assertThat(message.getGroup()).isEqualTo(group);
            assertThat(message.getGroupSeq()).isEqualTo(1);
            assertThat(message.getText()).isEqualTo("Hello");
            assertThat(message.getStatus()).isEqualTo(MessageStatus.RECEIVED_NEW);
            assertThat(herTablet.awaitMessage(id).getMessage().getStatus()).isEqualTo(MessageStatus.SENT);
            assertThat(his.sync(0))
                    .filteredOn(Entry::hasMessage)
                    .extracting(Entry::getMessage)
                    .containsExactly(message);
            try (var late = Device.of(carol, "c")) {
                await().untilAsserted(() -> assertThat(messages(late, group)).containsExactly(message));
            }
            assertThat(bodies(group)).isEqualTo(1);
            assertThat(TestUser.number("select count(*) from message where id = ? and body is not null", id))
                    .isZero();
        }
    }

    @Test
    void hasOneOrderForAllMembers() throws Exception {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            say(group, 5, hers, his, too);

            for (var device : List.of(hers, his, too)) {
                await().untilAsserted(() -> assertThat(pushed(device, group)).hasSize(15));
                assertThat(pushed(device, group))
                        .extracting(Message::getGroupSeq)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 15).boxed().toList());
            }
            assertThat(ids(hers, group)).isEqualTo(ids(his, group)).isEqualTo(ids(too, group));
        }
    }

    @Test
    void tellsWhoIsNotInItThatThereIsNoSuchGroup() {
        long group = Groups.of(alice, bob);
        try (var stranger = Device.of(carol, "c")) {
            assertThat(stranger.refused(to(stranger, group, "psst"))).isEqualTo("not-found");
            assertThat(stranger.refused(to(stranger, group + 1_000_000, "psst")))
                    .isEqualTo("not-found");
            assertThat(stranger.refused(to(stranger, -group, "psst"))).isEqualTo("not-found");
            assertThat(stranger.refused(to(stranger, group, "psst").setTo(alice.address())))
                    .isEqualTo("invalid-value");
        }
        assertThat(bodies(group)).isZero();
    }

    @Test
    void letsOnlyTheRolesSendThatMay() {
        long group = Groups.created(alice, "announcement");
        Groups.add(alice, group, bob);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            assertThat(his.refused(to(his, group, "may I?"))).isEqualTo("role-needed");
            his.awaitMessage(hers.accepted(to(hers, group, "no")));

            Groups.role(alice, group, bob, "admin").statusCode(200);

            hers.awaitMessage(his.accepted(to(his, group, "now")));
        }
    }

    @Test
    void tellsTheSenderAloneOfAMessageThatWasTooLate() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            hers.awaitMessage(his.accepted(to(his, group, "still here")));
            Groups.remove(alice, group, bob).statusCode(204);
            int id = his.newId();
            var late = to(his, group, "not any more").setId(id);

            long message = his.accepted(late);

            assertThat(his.awaitMessage(message).getMessage().getStatus()).isEqualTo(MessageStatus.FAILED_NOT_A_MEMBER);
            Groups.add(alice, group, bob);
            his.accepted(late);
            hers.awaitMessage(his.accepted(to(his, group, "back again")));
            assertThat(ids(hers, group).values()).doesNotContain(message);
            assertThat(ids(hers, group)).containsOnlyKeys(1L, 2L);
        }
    }

    @Test
    void tellsTheSenderOfARoleThatWasTakenMeanwhile() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            hers.awaitMessage(his.accepted(to(his, group, "all talk")));
            Groups.patch(alice, group, "", Map.of("permissions", Map.of("send", "admin")))
                    .statusCode(200);

            long message = his.accepted(to(his, group, "and now?"));

            assertThat(his.awaitMessage(message).getMessage().getStatus()).isEqualTo(MessageStatus.FAILED_NOT_ALLOWED);
        }
    }

    @Test
    void keepsFromAMemberWhatTheyOrTheAppDoNotWant() {
        var dave = TestUser.joined();
        long group = Groups.of(alice, bob, carol, dave);
        TestUser.execute(
                "insert into relationship (owner, peer, block_kinds, version) values (?, ?, 2, 1)",
                carol.uid(),
                bob.uid());
        TestUser.execute(
                "insert into restriction (uid, incoming, outgoing, peers, version) values (?, 2, 0, 0, 1)", dave.uid());
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long first = his.accepted(to(his, group, "of Bob"));
            hers.awaitMessage(first);
            long second = hers.accepted(to(hers, group, "of Alice"));
            his.awaitMessage(second);

            await().untilAsserted(() ->
                    assertThat(owners(second, alice, bob, carol, dave)).containsExactly(alice, bob, carol));
            assertThat(owners(first, alice, bob, carol, dave)).containsExactly(alice, bob);
            assertThat(TestUser.number("select recipients from group_message where id = ?", first))
                    .isEqualTo(3);
        }
    }

    @Test
    void storesARepeatedMessageOnceAndTellsOfAnotherContent() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            var send = to(hers, group, "once");
            long id = hers.accepted(send);
            his.awaitMessage(id);
            try (var again = Device.of(alice, "a")) {
                assertThat(again.accepted(send)).isEqualTo(id);
                assertThat(again.refused(send.setText("twice"))).isEqualTo("id-conflict");
            }

            his.awaitMessage(his.accepted(to(his, group, "after it")));
            assertThat(pushed(his, group)).extracting(Message::getText).containsExactly("once", "after it");
        }
    }

    @Test
    void showsTheGroupsMessagesToTheirReadersAfterTheGroupHasEnded() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a")) {
            hers.awaitMessage(hers.accepted(to(hers, group, "last words")));
            Groups.delete(alice, group, "").statusCode(204);
        }
        try (var his = Device.of(bob, "b")) {
            await().untilAsserted(() -> assertThat(messages(his, group))
                    .extracting(Message::getText)
                    .containsExactly("last words"));
        }
    }

    static Send.Builder to(Device from, long group, String text) {
        return Send.newBuilder().setId(from.newId()).setGroup(group).setText(text);
    }

    static List<Message> pushed(Device device, long group) {
        return device.pushed().stream()
                .map(Entry::getMessage)
                .filter(message -> message.getGroup() == group)
                .toList();
    }

    private static void say(long group, int times, Device... devices) throws Exception {
        try (var threads = Executors.newFixedThreadPool(devices.length)) {
            var all = new ArrayList<Callable<Boolean>>();
            for (var device : devices) {
                all.add(() -> {
                    for (int i = 0; i < times; i++) {
                        device.tell(ClientFrame.newBuilder().setSend(to(device, group, "no. " + i)));
                    }
                    return true;
                });
            }
            assertThat(threads.invokeAll(all)).allMatch(done -> done.resultNow());
        }
    }

    private static List<Message> messages(Device device, long group) {
        return device.sync(0).stream()
                .map(Entry::getMessage)
                .filter(message -> message.getGroup() == group)
                .toList();
    }

    private static Map<Long, Long> ids(Device device, long group) {
        var ids = new TreeMap<Long, Long>();
        pushed(device, group).stream()
                .filter(message -> message.getGroupSeq() > 0)
                .forEach(message -> ids.put(message.getGroupSeq(), message.getId()));
        return new HashMap<>(ids);
    }

    private static List<TestUser> owners(long id, TestUser... of) {
        return Arrays.stream(of)
                .filter(user ->
                        TestUser.number("select count(*) from message where owner = ? and id = ?", user.uid(), id) == 1)
                .toList();
    }

    private static long bodies(long group) {
        return TestUser.number("select count(*) from group_message where gid = ? and body is not null", group);
    }
}
