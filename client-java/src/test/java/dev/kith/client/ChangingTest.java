package dev.kith.client;

import static dev.kith.client.ScriptedServer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.Reaction;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.SyncPage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChangingTest extends KithTestCase {
    @Test
    void saysAnEditAgainUnderItsRevisionUntilItIsAnswered() throws Exception {
        var before = online(0);
        var edited = kith.editMessage(11, "better");
        var lost = before.frame(FrameCase.EDIT).getEdit();
        server.cut();

        var after = server.connection();
        after.greet(0);
        var again = after.frame(FrameCase.EDIT);
        after.done(again);

        assertThat(again.getEdit()).isEqualTo(lost);
        assertThat(lost.getText()).isEqualTo("better");
        assertThat(lost.getRevision()).isPositive();
        edited.get(10, TimeUnit.SECONDS);
    }

    @Test
    void keepsTheOrderOfChangesAndGivesEachAHigherRevision() throws Exception {
        var connection = online(0);
        kith.editMessage(11, "one");
        kith.editMessage(11, "two");
        var deleted = kith.deleteMessage(11, true);

        var one = connection.frame(FrameCase.EDIT);
        boolean waits = connection.isSilent(200);
        connection.done(one);
        var two = connection.frame(FrameCase.EDIT);
        connection.done(two);
        var third = connection.frame(FrameCase.DELETE);
        connection.done(third);

        assertThat(waits).isTrue();
        assertThat(two.getEdit().getRevision()).isGreaterThan(one.getEdit().getRevision());
        assertThat(third.getDelete().getEverywhere()).isTrue();
        deleted.get(10, TimeUnit.SECONDS);
    }

    @Test
    void failsWithTheReasonAndGoesOn() throws Exception {
        var connection = online(0);
        var late = kith.editMessage(11, "too late");
        var reaction = kith.react(11, "+");

        var edit = connection.frame(FrameCase.EDIT);
        connection.send(ServerFrame.newBuilder()
                .setRef(edit.getRef())
                .setRefused(Refused.newBuilder().setCode("too-late")));
        var react = connection.frame(FrameCase.REACT);
        connection.done(react);

        assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS))
                .satisfies(
                        thrown -> assertThat(KithException.from(thrown).code()).isEqualTo(ErrorCode.TOO_LATE));
        assertThat(react.getReact().getValue()).isEqualTo("+");
        reaction.get(10, TimeUnit.SECONDS);
    }

    @Test
    void forwardsByTheIdAlone() throws Exception {
        var connection = online(0);

        kith.forwardMessage(MessageParams.to("+447700900123").withType("none of it"), 11);

        var send = connection.frame(FrameCase.SEND).getSend();
        assertThat(send.getForward()).isEqualTo(11);
        assertThat(send.getType()).isEmpty();
        assertThat(send.hasText()).isFalse();
    }

    @Test
    void tellsEditsAndReactionsButNoneThatComesLate() throws Exception {
        var connection = online(0);
        connection.push(
                5, message(1, 11, "helo"), edit(2, 2, "hello"), edit(3, 1, "helol"), reaction(4, 7), reaction(5, 7));
        connection.acknowledgedUpTo(5);

        assertThat(told.updates)
                .extracting(MessageUpdate::what)
                .containsExactly(MessageUpdate.What.EDITED, MessageUpdate.What.REACTED);
        assertThat(told.updates.get(0).text()).isEqualTo("hello");
        assertThat(told.updates.get(1).by()).isEqualTo("+447700900123");
    }

    @Test
    void tellsADeletionOnceAndNothingOfAMessageThatWasNeverShown() throws Exception {
        var connection = online(0);
        connection.push(3, message(1, 11, "shown"), deletion(2, 11), edit(3, 9, "late"));
        connection.acknowledgedUpTo(3);

        connection.push(5, deletion(4, 11), deletion(5, 12));
        connection.acknowledgedUpTo(5);
        connection.push(6, message(6, 12, "never"));
        connection.acknowledgedUpTo(6);

        assertThat(told.updates).extracting(MessageUpdate::what).containsExactly(MessageUpdate.What.DELETED);
        assertThat(told.texts()).containsExactly("shown");
    }

    @Test
    void learnsFromASyncWhatBecameOfAMessageThatItHasShown() throws Exception {
        var connection = online(0);
        connection.push(1, message(1, 11, "helo"));
        connection.acknowledgedUpTo(1);

        connection.push(4, message(4, 14, "four"));
        var sync = connection.frame(FrameCase.SYNC);
        var edited = message(3, 11, "hello").toBuilder();
        edited.getMessageBuilder().setRevision(5).setEditedAt(7);
        connection.send(ServerFrame.newBuilder()
                .setRef(sync.getRef())
                .setSyncPage(SyncPage.newBuilder()
                        .addEntries(edited)
                        .addEntries(message(4, 14, "four"))
                        .setHead(4)));
        connection.acknowledgedUpTo(4);

        assertThat(told.updates).extracting(MessageUpdate::text).containsExactly("hello");
        assertThat(told.texts()).containsExactly("helo", "four");
    }

    @Test
    void saysHowLongAMessageWaitsOnlyWhenItIsAsked() throws Exception {
        var connection = online(0);
        var toBob = MessageParams.to("+447700900123");

        kith.sendMessage(toBob, "whenever");
        kith.sendMessage(toBob.withTransient(), "now");
        kith.sendMessage(toBob.withExpiry(Duration.ofMinutes(2)).withType("t"), "soon");
        var whenever = connection.frame(FrameCase.SEND).getSend();
        var now = connection.frame(FrameCase.SEND);
        var soon = connection.frame(FrameCase.SEND).getSend();
        connection.send(ServerFrame.newBuilder()
                .setRef(now.getRef())
                .setRefused(Refused.newBuilder().setCode("user-offline")));

        assertThat(whenever.hasExpiresInSeconds()).isFalse();
        assertThat(now.getSend().hasExpiresInSeconds()).isTrue();
        assertThat(now.getSend().getExpiresInSeconds()).isZero();
        assertThat(soon.getExpiresInSeconds()).isEqualTo(120);
        until(() -> told.statuses.stream().anyMatch(change -> change.status() == MessageStatus.USER_OFFLINE));
    }

    @Test
    void cancelsAndTellsWhatBecameOfIt() throws Exception {
        var connection = online(0);
        var cancelled = kith.cancelMessage(11);
        var frame = connection.frame(FrameCase.CANCEL);
        connection.done(frame);
        cancelled.get(10, TimeUnit.SECONDS);

        connection.push(
                2,
                message(1, 11, "taken back"),
                entry(2, MessageChange.newBuilder().setId(11).setDeletion(Deletion.CANCELLED)));
        connection.acknowledgedUpTo(2);

        assertThat(frame.getCancel().getId()).isEqualTo(11);
        assertThat(told.updates).extracting(MessageUpdate::what).containsExactly(MessageUpdate.What.CANCELLED);
    }

    @Test
    void asksForAMessageToDisappearAndTellsThatItHas() throws Exception {
        var connection = online(0);
        var unused = kith.sendMessage(
                MessageParams.to("+447700900123").withDisappearing(Disappearing.After.READING, Duration.ofMinutes(1)),
                "burn this");
        var send = connection.frame(FrameCase.SEND).getSend();
        var fading = message(1, 11, "burn this too").toBuilder();
        fading.getMessageBuilder().setDisappear(send.getDisappear());

        connection.push(
                2, fading.build(), entry(2, MessageChange.newBuilder().setId(11).setDeletion(Deletion.DISAPPEARED)));
        connection.acknowledgedUpTo(2);

        assertThat(send.getDisappear().getSeconds()).isEqualTo(60);
        assertThat(told.messages.get(0).params().disappearing())
                .isEqualTo(new Disappearing(Disappearing.After.READING, Duration.ofMinutes(1)));
        assertThat(told.updates).extracting(MessageUpdate::what).containsExactly(MessageUpdate.What.DISAPPEARED);
    }

    private static Entry edit(long seq, long revision, String text) {
        return entry(
                seq,
                MessageChange.newBuilder()
                        .setId(11)
                        .setEdit(EditedBody.newBuilder().setRevision(revision).setText(text)));
    }

    private static Entry reaction(long seq, long revision) {
        return entry(
                seq,
                MessageChange.newBuilder()
                        .setId(11)
                        .setReaction(Reaction.newBuilder()
                                .setBy("+447700900123")
                                .setValue("+")
                                .setRevision(revision)));
    }

    private static Entry deletion(long seq, long id) {
        return entry(seq, MessageChange.newBuilder().setId(id).setDeletion(Deletion.FOR_EVERYONE));
    }

    private static Entry entry(long seq, MessageChange.Builder change) {
        return Entry.newBuilder().setSeq(seq).setChange(change).build();
    }
}
