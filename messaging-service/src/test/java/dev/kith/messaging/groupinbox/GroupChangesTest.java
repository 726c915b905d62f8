package dev.kith.messaging.groupinbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Delete;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Edit;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.React;
import dev.kith.contracts.socket.Reaction;
import dev.kith.contracts.socket.Send;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of messages in groups.
@SocketTest
class GroupChangesTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();

    @Test
    void editsAMessageForAllWhoHaveIt() {
        long group = Groups.of(alice, bob, carol);
        var dave = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var herOther = Device.of(alice, "a2");
                var his = Device.of(bob, "b", Device.JSON)) {
            long id = said(hers, group, "helo");
            his.awaitMessage(id);
            Groups.add(alice, group, dave);

            done(hers, edit(id, 1, "hello"));
            done(herOther, edit(id, 1, "hello"));

            for (var device : List.of(hers, herOther, his)) {
                assertThat(awaitChange(device, id).getEdit().getText()).isEqualTo("hello");
            }
            long next = said(hers, group, "after");
            his.awaitMessage(next);
            assertThat(changes(his)).hasSize(1);
            try (var late = Device.of(carol, "c");
                    var newcomer = Device.of(dave, "d")) {
                await().untilAsserted(
                                () -> assertThat(message(late, id).getText()).isEqualTo("hello"));
                assertThat(message(late, id).getRevision()).isEqualTo(1);
                assertThat(message(late, id).getEditedAt()).isPositive();
                await().untilAsserted(() -> assertThat(ids(newcomer)).containsExactly(next));
            }
            assertThat(TestUser.number("select count(*) from message where id = ? and body is not null", id))
                    .isZero();
        }
    }

    @Test
    void takesTheHigherOfTwoEditsWhicheverComesLast() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = said(hers, group, "one");
            done(hers, edit(id, 5, "five"));
            done(hers, edit(id, 4, "four"));
            his.awaitMessage(said(hers, group, "after"));

            assertThat(changes(his)).extracting(c -> c.getEdit().getText()).containsExactly("five");
            assertThat(message(his, id).getText()).isEqualTo("five");
        }
    }

    @Test
    void letsNobodyEditWhoDidNotWriteItOrMayNotSendAnyMore() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = said(his, group, "of Bob");
            hers.awaitMessage(id);
            too.awaitMessage(id);
            assertThat(hers.refused(edit(id, 1, "forged"))).isEqualTo("not-found");
            assertThat(too.refused(edit(id + 1, 1, "nothing"))).isEqualTo("not-found");

            Groups.patch(alice, group, "", Map.of("permissions", Map.of("send", "admin")))
                    .statusCode(200);
            // His node remembers that he might send; the group's writer knows better.
            done(his, edit(id, 1, "too late"));
            hers.awaitMessage(said(hers, group, "after"));

            assertThat(message(hers, id).getText()).isEqualTo("of Bob");
            assertThat(changes(hers)).isEmpty();
        }
    }

    @Test
    void answersWhoIsNotInTheGroupAnyMoreAsIfThereWereNoMessage() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long ofBob = said(his, group, "of Bob");
            long ofAlice = said(hers, group, "of Alice");
            his.awaitMessage(ofAlice);
            Groups.remove(alice, group, bob).statusCode(204);

            assertThat(his.refused(react(ofAlice, 1, "+"))).isEqualTo("not-found");
            assertThat(his.refused(delete(ofBob, true))).isEqualTo("not-found");
            try (var strangers = Device.of(TestUser.joined(), "s")) {
                assertThat(strangers.refused(react(ofAlice, 1, "+"))).isEqualTo("not-found");
                assertThat(strangers.refused(delete(ofAlice, true))).isEqualTo("not-found");
            }
            // He looks at what he has, and hears of nothing.
            done(his, delete(ofAlice, false));
            done(hers, react(ofBob, 1, "+"));
            awaitChange(hers, ofBob);
            assertThat(awaitChange(his, ofAlice).getDeletion()).isEqualTo(Deletion.FOR_ME);
            assertThat(changes(his)).hasSize(1);
        }
    }

    @Test
    void deletesForEveryoneForGoodAndRevivesNothing() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            var send =
                    GroupMessagesTest.to(hers, group, "a secret").setType("t").putProperties("k", "v");
            long id = hers.accepted(send);
            his.awaitMessage(id);
            Groups.remove(alice, group, carol).statusCode(204);
            done(his, react(id, 1, "+"));

            done(hers, delete(id, true));
            done(hers, delete(id, true));
            hers.accepted(send);
            his.awaitMessage(said(hers, group, "after"));

            assertThat(changes(his))
                    .hasSize(2)
                    .last()
                    .satisfies(change -> assertThat(change.getDeletion()).isEqualTo(Deletion.FOR_EVERYONE));
            assertThat(hers.refused(edit(id, 9, "back"))).isEqualTo("not-found");
            assertThat(his.refused(react(id, 9, "back"))).isEqualTo("not-found");
            // Who left finds nothing of it either.
            try (var left = Device.of(carol, "c")) {
                for (var device : List.of(hers, his, left)) {
                    var gone = message(device, id);
                    assertThat(gone.getDeletion()).isEqualTo(Deletion.FOR_EVERYONE);
                    assertThat(gone.hasText()).isFalse();
                    assertThat(gone.getPropertiesMap()).isEmpty();
                    assertThat(gone.getReactionsList()).isEmpty();
                }
            }
            assertThat(TestUser.number(
                            "select count(*) from group_message where id = ? and (body is not null or reactions is not null)",
                            id))
                    .isZero();
        }
    }

    @Test
    void letsAdminsDeleteWhatOthersWrote() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = said(his, group, "spam");
            too.awaitMessage(id);
            hers.awaitMessage(id);
            assertThat(too.refused(delete(id, true))).isEqualTo("role-needed");
            // However old.
            TestUser.execute("update message set accepted_at = 1 where id = ?", id);

            done(hers, delete(id, true));

            assertThat(awaitChange(his, id).getDeletion()).isEqualTo(Deletion.FOR_EVERYONE);
            assertThat(awaitChange(too, id).getDeletion()).isEqualTo(Deletion.FOR_EVERYONE);
            long old = said(too, group, "regretted");
            too.awaitMessage(old);
            TestUser.execute("update message set accepted_at = 1 where id = ?", old);
            assertThat(too.refused(delete(old, true))).isEqualTo("too-late");
            assertThat(too.refused(edit(old, 1, "else"))).isEqualTo("too-late");
        }
    }

    @Test
    void deletesForOneselfAlone() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var hisOther = Device.of(bob, "b2")) {
            long id = said(hers, group, "unwanted");
            his.awaitMessage(id);

            done(his, delete(id, false));
            assertThat(awaitChange(hisOther, id).getDeletion()).isEqualTo(Deletion.FOR_ME);
            done(hers, edit(id, 1, "better"));
            hisOther.awaitMessage(said(hers, group, "after"));

            assertThat(changes(hisOther)).hasSize(1);
            assertThat(message(his, id).hasText()).isFalse();
            assertThat(message(hers, id).getText()).isEqualTo("better");
            // And then everybody's is gone, too.
            done(hers, delete(id, true));
            hisOther.awaitEntry(entry -> entry.getChange().getDeletion() == Deletion.FOR_EVERYONE);
        }
    }

    @Test
    void showsToAllWhatEachMemberFeels() {
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = said(hers, group, "look");
            his.awaitMessage(id);
            too.awaitMessage(id);
            done(his, react(id, 1, "+"));
            done(too, react(id, 1, "?"));
            done(too, react(id, 2, "!"));
            done(his, react(id, 1, "+"));
            his.awaitMessage(said(hers, group, "after"));

            assertThat(changes(his)).extracting(c -> c.getReaction().getValue()).containsExactly("+", "?", "!");
            assertThat(message(hers, id).getReactionsList())
                    .extracting(Reaction::getBy, Reaction::getValue)
                    .containsExactlyInAnyOrder(tuple(bob.address(), "+"), tuple(carol.address(), "!"));
        }
    }

    @Test
    void doesNotShowMembersToEachOtherWhoMayNotSeeWhoIsInTheGroup() {
        long group = Groups.created(alice, "broadcast");
        Groups.add(alice, group, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = said(hers, group, "hear");
            his.awaitMessage(id);

            assertThat(his.refused(react(id, 1, "+"))).isEqualTo("role-needed");

            Groups.patch(alice, group, "", Map.of("permissions", Map.of("seeMembers", "member")))
                    .statusCode(200);
            done(his, react(id, 1, "+"));
            assertThat(awaitChange(hers, id).getReaction().getBy()).isEqualTo(bob.address());
        }
    }

    @Test
    void keepsWhatSomebodyFeelsFromWhoBlocksThem() {
        long group = Groups.of(alice, bob, carol);
        TestUser.execute(
                "insert into relationship (owner, peer, block_kinds, version) values (?, ?, 2, 1)",
                carol.uid(),
                bob.uid());
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = said(hers, group, "look");
            his.awaitMessage(id);
            too.awaitMessage(id);
            done(his, react(id, 1, "+"));
            awaitChange(hers, id);
            done(hers, edit(id, 1, "look here"));

            awaitChange(too, id);

            assertThat(changes(too)).noneMatch(MessageChange::hasReaction);
        }
    }

    @Test
    void passesOnWhatWasSaidInAGroup() {
        long group = Groups.of(alice, bob);
        long other = Groups.of(bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var too = Device.of(carol, "c")) {
            long id = hers.accepted(GroupMessagesTest.to(hers, group, "news").setType("t"));
            his.awaitMessage(id);
            done(hers, edit(id, 1, "good news"));
            awaitChange(his, id);

            long passed = his.accepted(
                    Send.newBuilder().setId(his.newId()).setGroup(other).setForward(id));
            long toAlice = his.accepted(
                    Send.newBuilder().setId(his.newId()).setTo(alice.address()).setForward(id));

            var message = too.awaitMessage(passed).getMessage();
            assertThat(message.getText()).isEqualTo("good news");
            assertThat(message.getType()).isEqualTo("t");
            assertThat(message.getForwarded()).isTrue();
            assertThat(message.getGroup()).isEqualTo(other);
            assertThat(hers.awaitMessage(toAlice).getMessage().getForwarded()).isTrue();
            assertThat(too.refused(
                            Send.newBuilder().setId(too.newId()).setGroup(other).setForward(id)))
                    .isEqualTo("not-found");
        }
    }

    private static long said(Device by, long group, String text) {
        return by.accepted(GroupMessagesTest.to(by, group, text));
    }

    private static void done(Device device, ClientFrame.Builder frame) {
        var answer = device.ask(frame);
        assertThat(answer.hasDone()).as("%s", answer).isTrue();
    }

    private static ClientFrame.Builder edit(long id, long revision, String text) {
        return ClientFrame.newBuilder()
                .setEdit(Edit.newBuilder().setId(id).setRevision(revision).setText(text));
    }

    private static ClientFrame.Builder delete(long id, boolean everywhere) {
        return ClientFrame.newBuilder().setDelete(Delete.newBuilder().setId(id).setEverywhere(everywhere));
    }

    private static ClientFrame.Builder react(long id, long revision, String value) {
        return ClientFrame.newBuilder()
                .setReact(React.newBuilder().setId(id).setRevision(revision).setValue(value));
    }

    private static MessageChange awaitChange(Device device, long id) {
        return device.awaitEntry(entry -> entry.getChange().getId() == id).getChange();
    }

    private static List<MessageChange> changes(Device device) {
        return device.pushed().stream()
                .filter(Entry::hasChange)
                .map(Entry::getChange)
                .toList();
    }

    private static Message message(Device device, long id) {
        return device.sync(0).stream()
                .map(Entry::getMessage)
                .filter(message -> message.getId() == id)
                .findFirst()
                .orElseGet(Message::getDefaultInstance);
    }

    private static List<Long> ids(Device device) {
        return device.sync(0).stream()
                .filter(Entry::hasMessage)
                .map(entry -> entry.getMessage().getId())
                .toList();
    }
}
