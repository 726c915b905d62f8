package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import com.google.protobuf.Value;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactJoined;
import dev.kith.contracts.event.PresenceNotice;
import dev.kith.contracts.event.ProfileNotice;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.PresenceOf;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.kit.event.Event;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What other services say.
@SocketTest
class NoticeTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void tellsOnceThatAContactJoinedAndKeepsIt() {
        var joined = ContactJoined.newBuilder()
                .setRecipient(alice.uid())
                .setApp(TestUser.APP)
                .setJoiner(bob.uid())
                .setAddress(bob.address())
                .setAt(7)
                .build();
        try (var hers = Device.of(alice, "a")) {
            publish(Topic.CONTACT_JOINED, alice.uid(), joined);
            publish(Topic.CONTACT_JOINED, alice.uid(), joined);

            var entry = hers.awaitEntry(e -> e.hasContactJoined());
            long next = hers.accepted(bob, "welcome");
            hers.awaitMessage(next);

            assertThat(entry.getContactJoined().getAddress()).isEqualTo(bob.address());
            assertThat(entry.getContactJoined().getUid()).isEqualTo(bob.uid());
            await().untilAsserted(() -> assertThat(hers.head()).isEqualTo(2));
            assertThat(hers.sync(0)).anyMatch(e -> e.hasContactJoined()).hasSize(2);
        }
    }

    @Test
    void pushesProfilesAndPresenceToThoseWhoAreThere() {
        try (var hers = Device.of(alice, "a");
                var hersToo = Device.of(alice, "b", Device.JSON);
                var his = Device.of(bob, "b")) {
            publish(
                    Topic.PROFILE_NOTICE,
                    bob.uid(),
                    ProfileNotice.newBuilder()
                            .setSubject(bob.uid())
                            .setAddress(bob.address())
                            .setVersion(3)
                            .setOrder(8)
                            .putFields("name", text("Bob"))
                            .putFields("age", number(42))
                            .addRecipients(alice.uid())
                            .build());
            publish(
                    Topic.PRESENCE_NOTICE,
                    bob.uid(),
                    PresenceNotice.newBuilder()
                            .setSubject(bob.uid())
                            .setAddress(bob.address())
                            .setOnline(false)
                            .addRecipients(alice.uid())
                            .build());

            for (var device : java.util.List.of(hers, hersToo)) {
                var profile =
                        device.awaitFrame(frame -> frame.hasProfileChanged()).getProfileChanged();
                var presence = device.awaitFrame(frame -> frame.hasPresenceOf()).getPresenceOf();
                assertThat(profile.getFieldsMap()).isEqualTo(Map.of("name", text("Bob"), "age", number(42)));
                assertThat(profile.getVersion()).isEqualTo(3);
                assertThat(profile.getOrder()).isEqualTo(8);
                assertThat(presence.hasOnline()).isTrue();
                assertThat(presence.getOnline()).isFalse();
                assertThat(presence.hasLastSeenAt()).isFalse();
            }
            assertThat(his.frames()).noneMatch(frame -> frame.hasProfileChanged() || frame.hasPresenceOf());
        }
    }

    @Test
    void gathersPresencesThatComeFasterThanTwiceASecond() {
        try (var hers = Device.of(alice, "a")) {
            long began = System.nanoTime();
            for (int i = 0; i < 60; i++) {
                publish(
                        Topic.PRESENCE_NOTICE,
                        bob.uid(),
                        PresenceNotice.newBuilder()
                                .setSubject(bob.uid())
                                .setAddress("watched-" + i)
                                .setOnline(true)
                                .addRecipients(alice.uid())
                                .build());
            }

            await().until(() ->
                    presences(hers).map(PresenceOf::getAddress).distinct().count() == 60);

            // Two in each second that has passed, and the first.
            long seconds = 1 + Duration.ofNanos(System.nanoTime() - began).toSeconds();
            assertThat(hers.frames().stream().filter(ServerFrame::hasPresenceOf).count())
                    .isLessThanOrEqualTo(2 * seconds + 1);
            assertThat(presences(hers).count()).isEqualTo(60);
        }
    }

    private static Stream<PresenceOf> presences(Device device) {
        return device.frames().stream()
                .filter(ServerFrame::hasPresenceOf)
                .map(ServerFrame::getPresenceOf)
                .flatMap(first -> Stream.concat(Stream.of(first), first.getAlsoList().stream()));
    }

    @Test
    void knowsAUserFromTheNewsOfTheirJoining() {
        var carol = TestUser.notJoined();
        try (var hers = Device.of(carol, "c")) {
            assertThat(hers.refused(Device.text(hers.newId(), alice, "too early")))
                    .isEqualTo("unavailable");

            publish(
                    Topic.USER_JOINED,
                    carol.uid(),
                    UserJoined.newBuilder()
                            .setUid(carol.uid())
                            .setApp(TestUser.APP)
                            .setAddress(carol.address())
                            .build());

            await().until(() -> hers.ask(ClientFrame.newBuilder().setSend(Device.text(hers.newId(), alice, "hello")))
                    .hasAccepted());
        }
    }

    @Test
    void tellsEachMoveOfAContactOnceAndKeepsIt() {
        var joined = ContactJoined.newBuilder()
                .setRecipient(alice.uid())
                .setApp(TestUser.APP)
                .setJoiner(bob.uid())
                .setAddress(bob.address());
        var moved = joined.clone()
                .setAddress("new@kith.test")
                .setMovedFrom(bob.address())
                .setMove(4_711);
        try (var hers = Device.of(alice, "a")) {
            publish(Topic.CONTACT_JOINED, alice.uid(), joined.build());
            publish(Topic.CONTACT_JOINED, alice.uid(), moved.build());
            publish(Topic.CONTACT_JOINED, alice.uid(), moved.build());
            publish(Topic.CONTACT_JOINED, alice.uid(), moved.setMove(4_712).build());

            await().untilAsserted(() -> assertThat(hers.head()).isEqualTo(3));
            var stored = hers.sync(0);
            assertThat(stored).hasSize(3).allMatch(e -> e.hasContactJoined());
            assertThat(stored.get(0).getContactJoined().getMovedFrom()).isEmpty();
            assertThat(stored.get(1).getContactJoined().getMovedFrom()).isEqualTo(bob.address());
            assertThat(stored.get(1).getContactJoined().getAddress()).isEqualTo("new@kith.test");
            assertThat(stored.get(1).getContactJoined().getMove()).isEqualTo(4_711);
            assertThat(stored.get(2).getContactJoined().getMove()).isEqualTo(4_712);
            assertThat(hers.pushed().stream()
                            .filter(e -> e.hasContactJoined())
                            .map(e -> e.getContactJoined().getMove()))
                    .contains(4_711L);
        }
    }

    @Test
    void sendsWithTheNewAddressOfWhoMovedThoughTheirSocketIsOlder() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            his.accepted(alice, "before");

            publish(
                    Topic.USER_JOINED,
                    bob.uid(),
                    UserJoined.newBuilder()
                            .setUid(bob.uid())
                            .setApp(TestUser.APP)
                            .setAddress("moved-" + bob.address())
                            .setRevision(bob.uid() + 1)
                            .build());
            await().until(() ->
                    TestUser.number("select count(*) from person where uid = ? and address like 'moved-%'", bob.uid())
                            == 1);

            await().untilAsserted(() -> {
                long id = his.accepted(alice, "after");
                assertThat(hers.awaitMessage(id).getMessage().getSender()).isEqualTo("moved-" + bob.address());
            });
        }
    }

    @Test
    void neverRevivesAUserWhoLeft() {
        var carol = TestUser.notJoined();
        publish(
                Topic.USER_LEFT,
                carol.uid(),
                UserLeft.newBuilder()
                        .setUid(carol.uid())
                        .setApp(TestUser.APP)
                        .setAddress(carol.address())
                        .build());
        await().until(() -> TestUser.number("select count(*) from person where uid = ? and gone", carol.uid()) == 1);
        publish(
                Topic.USER_JOINED,
                carol.uid(),
                UserJoined.newBuilder()
                        .setUid(carol.uid())
                        .setApp(TestUser.APP)
                        .setAddress(carol.address())
                        .build());
        var later = TestUser.notJoined();
        publish(
                Topic.USER_JOINED,
                carol.uid(), // the same partition: it is applied after the one above
                UserJoined.newBuilder()
                        .setUid(later.uid())
                        .setApp(TestUser.APP)
                        .setAddress(later.address())
                        .build());

        await().until(() -> TestUser.number("select count(*) from person where uid = ?", later.uid()) == 1);
        assertThat(TestUser.number("select count(*) from person where uid = ? and gone", carol.uid()))
                .isEqualTo(1);
    }

    @Test
    void keepsNothingOfAUserWhoLeavesWhileTheirInboxIsWritten() throws Exception {
        var carol = TestUser.joined();
        try (var batch = SharedStack.get().database(Part.MESSAGING);
                var hers = Device.of(carol, "c");
                var statement = batch.createStatement()) {
            hers.awaitMessage(hers.accepted(alice, "what is erased"));
            // A batch of the writer that passed the fence before carol left, and commits after it.
            batch.setAutoCommit(false);
            statement.execute("insert into consumer_offset values ('log-of-" + carol.uid() + "', 0, 1, 0, 'one', 1)");
            batch.commit();
            statement.execute("update consumer_offset set next_offset = 1 where topic = 'log-of-" + carol.uid() + "'");
            publish(
                    Topic.USER_LEFT,
                    carol.uid(),
                    UserLeft.newBuilder()
                            .setUid(carol.uid())
                            .setApp(TestUser.APP)
                            .setAddress(carol.address())
                            .build());
            await().until(() ->
                    TestUser.number("select count(*) from person where uid = ? and gone", carol.uid()) == 1);
            statement.execute("insert into early_receipt values (" + carol.uid() + ", 1, 1)");
            batch.commit();
        }

        await().untilAsserted(() -> assertThat(TestUser.number(
                        "select (select count(*) from message where owner = ?)"
                                + " + (select count(*) from early_receipt where owner = ?)"
                                + " + (select count(*) from inbox_head where owner = ?)"
                                + " + (select count(*) from device_block where uid = ?)",
                        carol.uid(),
                        carol.uid(),
                        carol.uid(),
                        carol.uid()))
                .isZero());
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value number(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }

    private static void publish(Topic topic, long key, Message event) {
        SharedStack.get().events().produce(topic, Event.key(key), event.toByteArray(), Map.of());
    }
}
