package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
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
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a user does to messages that are there.
@SocketTest
class ChangesTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @ParameterizedTest
    @ValueSource(strings = {Device.PROTO, Device.JSON})
    void editsAMessageOnAllDevicesOfBothSides(String subprotocol) {
        try (var hers = Device.of(alice, "a", subprotocol);
                var herOther = Device.of(alice, "a2");
                var his = Device.of(bob, "b", subprotocol)) {
            long id = hers.accepted(bob, "helo");

            done(hers, edit(id, 1, "hello"));

            var told = awaitChange(his, id);
            assertThat(told.getEdit().getText()).isEqualTo("hello");
            assertThat(told.getEdit().getRevision()).isEqualTo(1);
            assertThat(awaitChange(herOther, id).getEdit().getText()).isEqualTo("hello");
            for (var device : List.of(herOther, his)) {
                var now = only(device.sync(0));
                assertThat(now.getText()).isEqualTo("hello");
                assertThat(now.getRevision()).isEqualTo(1);
                assertThat(now.getEditedAt()).isPositive();
            }
        }
    }

    @Test
    void takesARepeatedEditOnceAndALateOneNotAtAll() {
        try (var hers = Device.of(alice, "a");
                var herOther = Device.of(alice, "a2");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(bob, "one");
            done(hers, edit(id, 2, "three"));
            done(herOther, edit(id, 2, "three"));
            done(hers, edit(id, 1, "two"));
            long next = hers.accepted(bob, "after");

            his.awaitMessage(next);
            assertThat(his.pushed()).extracting(Entry::getSeq).containsExactly(1L, 2L, 3L);
            assertThat(his.sync(0)).extracting(e -> e.getMessage().getText()).containsExactly("three", "after");
        }
    }

    @Test
    void showsTheSameEverywhereWhenTwoDevicesEditAndDeleteAtOnce() {
        try (var hers = Device.of(alice, "a");
                var herOther = Device.of(alice, "a2");
                var his = Device.of(bob, "b")) {
            for (int i = 0; i < 10; i++) {
                long id = hers.accepted(bob, "no. " + i);
                hers.tell(edit(id, 1, "by one"));
                herOther.tell(edit(id, 1, "by the other"));
                if (i % 2 == 0) {
                    herOther.tell(delete(id, true));
                }
            }
            long last = hers.accepted(bob, "last");
            long lastOfTheOther = herOther.accepted(bob, "last");

            for (var device : List.of(hers, his)) {
                await().until(() -> device.sync(0).stream()
                        .map(entry -> entry.getMessage().getId())
                        .toList()
                        .containsAll(List.of(last, lastOfTheOther)));
            }
            assertThat(shown(his)).containsExactlyElementsOf(shown(hers));
            assertThat(shown(his).stream().filter("FOR_EVERYONE"::equals)).hasSize(5);
        }
    }

    @Test
    void deletesForEveryoneForGoodAndRevivesNothing() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            var send = Device.text(hers.newId(), bob, "a secret").setType("t").putProperties("k", "v");
            long id = hers.accepted(send);
            done(hers, React.newBuilder().setId(id).setValue("+").setRevision(1));

            done(hers, delete(id, true));
            his.awaitEntry(entry -> entry.getChange().getDeletion() == Deletion.FOR_EVERYONE);
            hers.awaitEntry(entry -> entry.getChange().getDeletion() == Deletion.FOR_EVERYONE);
            hers.accepted(send);
            done(hers, delete(id, true));
            long next = hers.accepted(bob, "after");

            his.awaitMessage(next);
            hers.awaitMessage(next);
            for (var device : List.of(hers, his)) {
                var gone = device.sync(0).getFirst().getMessage();
                assertThat(gone.getDeletion()).isEqualTo(Deletion.FOR_EVERYONE);
                assertThat(gone.hasText()).isFalse();
                assertThat(gone.getType()).isEmpty();
                assertThat(gone.getPropertiesMap()).isEmpty();
                assertThat(gone.getReactionsList()).isEmpty();
                assertThat(device.head()).isEqualTo(4);
            }
            assertThat(TestUser.number(
                            "select count(*) from message where id = ? and (body is not null or properties is not null)",
                            id))
                    .isZero();
            assertThat(hers.refused(
                            ClientFrame.newBuilder().setEdit(edit(id, 9, "back").getEdit())))
                    .isEqualTo("not-found");
        }
    }

    @Test
    void deletesForOneselfAlone() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var hisOther = Device.of(bob, "b2")) {
            long id = hers.accepted(bob, "unwanted");
            his.awaitMessage(id);

            done(his, delete(id, false));

            assertThat(awaitChange(hisOther, id).getDeletion()).isEqualTo(Deletion.FOR_ME);
            assertThat(only(his.sync(0)).hasText()).isFalse();
            assertThat(hers.head()).isEqualTo(1);
            assertThat(only(hers.sync(0)).getText()).isEqualTo("unwanted");
        }
    }

    @Test
    void showsReactionsToBothSides() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(bob, "look");
            his.awaitMessage(id);
            done(his, React.newBuilder().setId(id).setValue("\uD83D\uDC4D").setRevision(1));
            done(hers, React.newBuilder().setId(id).setValue("\u2764").setRevision(1));
            done(hers, React.newBuilder().setId(id).setValue("").setRevision(2));
            done(hers, React.newBuilder().setId(id).setValue("\u2764").setRevision(1));

            his.awaitEntry(entry -> entry.getChange().getReaction().getRevision() == 2);
            hers.awaitEntry(entry -> entry.getChange().getReaction().getRevision() == 2);

            for (var device : List.of(hers, his)) {
                assertThat(only(device.sync(0)).getReactionsList())
                        .extracting(Reaction::getBy, Reaction::getValue)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple(bob.address(), "\uD83D\uDC4D"));
            }
        }
    }

    @Test
    void touchesNothingOfOthersAndAnswersAsForAnIdThatNobodyGave() {
        var carol = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var carols = Device.of(carol, "c")) {
            long id = hers.accepted(bob, "between us");
            his.awaitMessage(id);

            for (var frame :
                    List.of(edit(id, 1, "mine now"), delete(id, true), edit(7L << 32 | 1, 1, "x"), edit(-1, 1, "x"))) {
                assertThat(his.refused(frame.clone())).isEqualTo("not-found");
                assertThat(carols.refused(frame.clone())).isEqualTo("not-found");
            }
            assertThat(carols.refused(delete(id, false))).isEqualTo("not-found");
            assertThat(carols.refused(ClientFrame.newBuilder()
                            .setReact(React.newBuilder().setId(id).setRevision(1))))
                    .isEqualTo("not-found");
            assertThat(carols.refused(forward(carols, bob, id))).isEqualTo("not-found");
            assertThat(his.head()).isEqualTo(1);
            assertThat(carols.head()).isZero();
            assertThat(hers.head()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatComesTooLateOrIsBeyondTheLimits() {
        try (var hers = Device.of(alice, "a")) {
            long id = hers.accepted(bob, "old");
            hers.awaitMessage(id);
            TestUser.execute("update message set accepted_at = accepted_at - 50 * 3600000 where id = ?", id);

            assertThat(hers.refused(edit(id, 1, "new"))).isEqualTo("too-late");
            assertThat(hers.refused(delete(id, true))).isEqualTo("too-late");
            assertThat(hers.refused(edit(id, 0, "new"))).isEqualTo("invalid-value");
            assertThat(hers.refused(edit(id, 1, "nul \0"))).isEqualTo("invalid-value");
            assertThat(hers.refused(edit(id, 1, "x".repeat(65_537)))).isEqualTo("too-large");
            assertThat(hers.refused(ClientFrame.newBuilder()
                            .setEdit(Edit.newBuilder().setId(id).setRevision(1))))
                    .isEqualTo("invalid-value");
            assertThat(hers.refused(ClientFrame.newBuilder()
                            .setReact(
                                    React.newBuilder().setId(id).setRevision(1).setValue("x".repeat(33)))))
                    .isEqualTo("invalid-value");
            done(hers, delete(id, false));
        }
    }

    @Test
    void changesNothingForSomebodyWhoHasBlockedTheSender() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(bob, "before");
            his.awaitMessage(id);
            bob.stands(alice, true);

            assertThat(hers.refused(edit(id, 1, "after"))).isEqualTo("unreachable");
            assertThat(hers.refused(ClientFrame.newBuilder()
                            .setReact(React.newBuilder().setId(id).setRevision(1))))
                    .isEqualTo("unreachable");
            done(hers, delete(id, true));
            awaitChange(his, id);
        }
    }

    @Test
    void forwardsWhatStandsInOnesInboxWithItsMark() {
        var carol = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var carols = Device.of(carol, "c")) {
            long id = hers.accepted(
                    Device.text(hers.newId(), bob, "pass it on").setType("t").putProperties("k", "v"));
            his.awaitMessage(id);
            var send = forward(his, carol, id);

            long forwarded = his.accepted(send);
            long again = his.accepted(send);

            var message = carols.awaitMessage(forwarded).getMessage();
            assertThat(again).isEqualTo(forwarded);
            assertThat(message.getText()).isEqualTo("pass it on");
            assertThat(message.getType()).isEqualTo("t");
            assertThat(message.getPropertiesMap()).containsEntry("k", "v");
            assertThat(message.getForwarded()).isTrue();
            assertThat(message.getSender()).isEqualTo(bob.address());
            assertThat(only(carols.sync(0)).getForwarded()).isTrue();
            assertThat(his.awaitMessage(id).getMessage().getForwarded()).isFalse();
            assertThat(his.refused(forward(his, carol, id).setText("words"))).isEqualTo("invalid-value");
        }
    }

    private static Send.Builder forward(Device device, TestUser to, long id) {
        return Send.newBuilder().setId(device.newId()).setTo(to.address()).setForward(id);
    }

    private static ClientFrame.Builder edit(long id, long revision, String text) {
        return ClientFrame.newBuilder()
                .setEdit(Edit.newBuilder().setId(id).setRevision(revision).setText(text));
    }

    private static ClientFrame.Builder delete(long id, boolean everywhere) {
        return ClientFrame.newBuilder().setDelete(Delete.newBuilder().setId(id).setEverywhere(everywhere));
    }

    private static void done(Device device, React.Builder react) {
        done(device, ClientFrame.newBuilder().setReact(react));
    }

    private static void done(Device device, ClientFrame.Builder frame) {
        var answer = device.ask(frame);
        assertThat(answer.hasDone()).as("%s", answer).isTrue();
    }

    private static MessageChange awaitChange(Device device, long id) {
        return device.awaitEntry(entry -> entry.getChange().getId() == id).getChange();
    }

    private static Message only(List<Entry> entries) {
        assertThat(entries).hasSize(1);
        return entries.getFirst().getMessage();
    }

    private static List<String> shown(Device device) {
        return device.sync(0).stream()
                .map(Entry::getMessage)
                .sorted(java.util.Comparator.comparingLong(Message::getId))
                .map(message -> message.getDeletion() == Deletion.DELETION_UNSPECIFIED
                        ? message.getText()
                        : message.getDeletion().name())
                .toList();
    }
}
