package dev.kith.messaging.groupinbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Send;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How a sender hears how far a message in a group has come.
@SocketTest
class GroupReceiptsTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();

    @Test
    void countsWhoHasReceivedAndReadAMessage() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = hers.accepted(wanted(hers, group));

            his.ack(his.awaitMessage(id).getSeq());
            awaitCounts(hers, id, counts(1, 0), MessageStatus.SENT);
            try (var tablet = Device.of(bob, "b2")) {
                tablet.sync(0);
                tablet.ack(tablet.head());
            }
            too.ack(too.awaitMessage(id).getSeq());
            awaitCounts(hers, id, counts(2, 0), MessageStatus.DELIVERED);
            his.read(id);
            awaitCounts(hers, id, counts(2, 1), MessageStatus.DELIVERED);
            too.read(id);
            awaitCounts(hers, id, counts(2, 2), MessageStatus.READ);

            assertThat(hers.sync(0))
                    .filteredOn(entry -> entry.getMessage().getId() == id)
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.getMessage().getReceipts()).isEqualTo(counts(2, 2));
                        assertThat(entry.getMessage().getStatus()).isEqualTo(MessageStatus.READ);
                    });
        }
    }

    @Test
    void takesWhatIsReadForAllThatWasSaidBeforeIt() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long first = hers.accepted(wanted(hers, group));
            long second = hers.accepted(wanted(hers, group));
            his.awaitMessage(second);

            his.read(second);

            awaitCounts(
                    hers,
                    first,
                    GroupReceipts.newBuilder()
                            .setRecipients(1)
                            .setDelivered(1)
                            .setRead(1)
                            .build(),
                    MessageStatus.READ);
        }
    }

    @Test
    void countsNobodyWhoCameLater() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a")) {
            long before = hers.accepted(wanted(hers, group));
            hers.awaitMessage(before);
            Groups.add(alice, group, carol);
            long after = hers.accepted(wanted(hers, group));
            try (var too = Device.of(carol, "c")) {
                await().untilAsserted(() -> assertThat(too.sync(0)).anyMatch(Entry::hasMessage));

                too.ack(too.head());

                awaitCounts(hers, after, counts(1, 0), MessageStatus.SENT);
            }
            assertThat(TestUser.number("select delivered from group_message where id = ?", before))
                    .isZero();
        }
    }

    @Test
    void namesThemToTheSenderAlone() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = hers.accepted(wanted(hers, group));
            his.ack(his.awaitMessage(id).getSeq());
            too.awaitMessage(id);
            too.read(id);
            awaitCounts(hers, id, counts(2, 1), MessageStatus.DELIVERED);
            var path = "/messages/" + Long.toUnsignedString(id) + "/receipts";

            Groups.get(alice, group, path)
                    .statusCode(200)
                    .body("recipients", equalTo(2))
                    .body("delivered", equalTo(2))
                    .body("read", equalTo(1))
                    .body("members.address", contains(bob.address(), carol.address()))
                    .body("members.read", contains(false, true))
                    .body("cursor", nullValue());
            String next = Groups.get(alice, group, path + "?limit=1")
                    .body("members.address", contains(bob.address()))
                    .extract()
                    .path("cursor");
            Groups.get(alice, group, path + "?limit=1&cursor=" + next)
                    .body("members.address", contains(carol.address()));
            Groups.get(bob, group, path).statusCode(404).body("code", equalTo("not-found"));
            Groups.get(alice, group + 1_000_000, path).statusCode(404).body("code", equalTo("not-found"));
            Groups.get(alice, group, "/messages/1/receipts").statusCode(404);
            Groups.get(alice, group, "/messages/x/receipts").statusCode(400);
        }
    }

    @Test
    void namesNobodyAsLongAsNobodyHasIt() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a")) {
            long id = hers.accepted(wanted(hers, group));
            hers.awaitMessage(id);

            Groups.get(alice, group, "/messages/" + Long.toUnsignedString(id) + "/receipts")
                    .statusCode(200)
                    .body("recipients", equalTo(1))
                    .body("members", empty());
        }
    }

    @Test
    void namesNobodyToWhomMayNotSeeWhoIsInTheGroup() {
        long group = Groups.created(alice, "broadcast");
        Groups.add(alice, group, bob, carol);
        Groups.patch(alice, group, "", Map.of("permissions", Map.of("send", "member")))
                .statusCode(200);
        try (var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = his.accepted(wanted(his, group));
            too.ack(too.awaitMessage(id).getSeq());
            awaitCounts(his, id, counts(1, 0), MessageStatus.SENT);

            Groups.get(bob, group, "/messages/" + Long.toUnsignedString(id) + "/receipts")
                    .statusCode(403)
                    .body("code", equalTo("role-needed"));
        }
    }

    @Test
    void tellsASenderOnlyWhatTheyAskedFor() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long quiet = hers.accepted(GroupMessagesTest.to(hers, group, "whatever"));
            long received = hers.accepted(wanted(hers, group).setReadReceipt(false));
            long wanted = hers.accepted(wanted(hers, group));
            his.awaitMessage(wanted);

            his.read(wanted);

            awaitCounts(hers, wanted, counts(1, 1), MessageStatus.SENT);
            awaitCounts(hers, received, counts(1, 0), MessageStatus.SENT);
            assertThat(hers.pushed()).noneMatch(entry -> entry.getStatus().getId() == quiet);
            Groups.get(alice, group, "/messages/" + Long.toUnsignedString(quiet) + "/receipts")
                    .statusCode(404);
        }
    }

    private static Send.Builder wanted(Device from, long group) {
        return GroupMessagesTest.to(from, group, "seen?")
                .setDeliveryReceipt(true)
                .setReadReceipt(true);
    }

    private static GroupReceipts counts(int delivered, int read) {
        return GroupReceipts.newBuilder()
                .setRecipients(2)
                .setDelivered(delivered)
                .setRead(read)
                .build();
    }

    private static void awaitCounts(Device device, long id, GroupReceipts counts, MessageStatus status) {
        device.awaitEntry(entry -> entry.getStatus().getId() == id
                && entry.getStatus().getReceipts().equals(counts)
                && entry.getStatus().getStatus() == status);
    }
}
