package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.StatusChange;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SendingTest extends KithTestCase {
    private static final MessageParams TO_BOB = MessageParams.to("+447700900123");

    @Test
    void isDoneWhenTheServerHasAccepted() throws Exception {
        var connection = online(0);

        var sent = kith.sendMessage(TO_BOB.withReadReceipt(true).withType("chat"), kith.random(), "hi");
        var frame = connection.frame(FrameCase.SEND);
        accept(connection, frame);

        var send = frame.getSend();
        assertThat(send.getTo()).isEqualTo("+447700900123");
        assertThat(send.getText()).isEqualTo("hi");
        assertThat(send.getReadReceipt()).isTrue();
        assertThat(send.getType()).isEqualTo("chat");
        assertThat(send.getId()).isEqualTo(ScriptedServer.FIRST_ID);
        assertThat(sent.get(10, TimeUnit.SECONDS).id()).isEqualTo(globalId(send.getId()));
        until(() -> statuses().equals(List.of(MessageStatus.OUTBOX, MessageStatus.SENT)));
    }

    @Test
    void keepsWhatIsSentOfflineInOrder() throws Exception {
        var first = kith.sendMessage(TO_BOB, "one");
        var second = kith.sendMessage(TO_BOB, "two");
        var connection = online(0);

        var one = connection.frame(FrameCase.SEND);
        var two = connection.frame(FrameCase.SEND);
        accept(connection, one);
        accept(connection, two);

        assertThat(one.getSend().getText()).isEqualTo("one");
        assertThat(two.getSend().getText()).isEqualTo("two");
        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
    }

    @Test
    void sendsWhatWasNotAcceptedAgainUnderTheSameId() throws Exception {
        var before = online(0);
        var sent = kith.sendMessage(TO_BOB, "hi");
        var lost = before.frame(FrameCase.SEND).getSend();
        server.cut();

        var after = server.connection();
        after.greet(0);
        var again = after.frame(FrameCase.SEND);
        accept(after, again);

        assertThat(again.getSend()).isEqualTo(lost);
        sent.get(10, TimeUnit.SECONDS);
        until(() -> statuses().equals(List.of(MessageStatus.OUTBOX, MessageStatus.SENT)));
        assertThat(after.isSilent(200)).isTrue();
    }

    @Test
    void takesARefusalThatMayPassAsAReasonToWait() throws Exception {
        var connection = online(0);
        var sent = kith.sendMessage(TO_BOB, "hi");

        refuse(connection, connection.frame(FrameCase.SEND), "too-many", 50);
        accept(connection, connection.frame(FrameCase.SEND));

        sent.get(10, TimeUnit.SECONDS);
    }

    @Test
    void keepsTheOrderOfAConversationWhenTheServerPutsOffItsMessages() throws Exception {
        var connection = online(0);
        kith.sendMessage(TO_BOB, "one");
        kith.sendMessage(TO_BOB, "two");
        var one = connection.frame(FrameCase.SEND);
        var two = connection.frame(FrameCase.SEND);

        refuse(connection, one, "too-many", 1_000);
        refuse(connection, two, "too-many", 50);
        connection.push(1, ScriptedServer.message(1, 11, "behind both answers"));
        connection.acknowledgedUpTo(1);
        kith.sendMessage(TO_BOB, "three");
        kith.sendMessage(MessageParams.to("+12025550123"), "to another");
        var another = connection.frame(FrameCase.SEND);
        var first = connection.frame(FrameCase.SEND);
        boolean silentUntilItIsTaken = connection.isSilent(200);
        accept(connection, first);
        var second = connection.frame(FrameCase.SEND);
        accept(connection, second);
        var third = connection.frame(FrameCase.SEND);

        assertThat(another.getSend().getText()).isEqualTo("to another");
        assertThat(first.getSend().getText()).isEqualTo("one");
        assertThat(silentUntilItIsTaken).isTrue();
        assertThat(second.getSend().getText()).isEqualTo("two");
        assertThat(third.getSend().getText()).isEqualTo("three");
    }

    @Test
    void tellsWhenOnesOwnMessageCameTooLateForTheGroup() throws Exception {
        var connection = online(0);
        var sent = kith.sendGroupMessage(7, MessageParams.toGroup(), "late");
        var frame = connection.frame(FrameCase.SEND);
        accept(connection, frame);
        sent.get(10, TimeUnit.SECONDS);
        var own = ScriptedServer.message(1, globalId(frame.getSend().getId()), "late").toBuilder();
        own.getMessageBuilder()
                .clearRecipient()
                .setGroup(7)
                .setStatus(dev.kith.contracts.socket.MessageStatus.FAILED_NOT_A_MEMBER);

        connection.push(1, own.build());

        until(() -> statuses().contains(MessageStatus.NOT_A_MEMBER));
        assertThat(told.messages).isEmpty();
    }

    @Test
    void tellsThatTheRecipientIsUnreachable() throws Exception {
        var connection = online(0);
        var sent = kith.sendMessage(TO_BOB, "hi");

        refuse(connection, connection.frame(FrameCase.SEND), "unreachable", 0);

        assertFailed(sent, ErrorCode.UNREACHABLE);
        until(() -> statuses().equals(List.of(MessageStatus.OUTBOX, MessageStatus.UNREACHABLE)));
    }

    @Test
    void takesACodeThatItDoesNotKnowAsInternal() throws Exception {
        var connection = online(0);
        var sent = kith.sendMessage(TO_BOB, "hi");

        refuse(connection, connection.frame(FrameCase.SEND), "of-next-year", 0);

        assertFailed(sent, ErrorCode.INTERNAL);
        until(() -> statuses().equals(List.of(MessageStatus.OUTBOX, MessageStatus.FAILED)));
    }

    @Test
    void showsNoOwnMessageAgainWhenItsCopyIsPushedBeforeTheAnswer() throws Exception {
        var connection = online(0);
        var sent = kith.sendMessage(TO_BOB, "hi");
        var frame = connection.frame(FrameCase.SEND);
        var own = dev.kith.contracts.socket.Message.newBuilder()
                .setId(globalId(frame.getSend().getId()))
                .setStatus(dev.kith.contracts.socket.MessageStatus.SENT);

        connection.push(1, Entry.newBuilder().setSeq(1).setMessage(own).build());
        accept(connection, frame);

        sent.get(10, TimeUnit.SECONDS);
        connection.frame(FrameCase.ACK);
        assertThat(told.messages).isEmpty();
        assertThat(statuses()).containsExactly(MessageStatus.OUTBOX, MessageStatus.SENT);
    }

    @Test
    void tellsDeliveredAndReadOnceEach() throws Exception {
        var connection = online(0);
        kith.sendMessage(TO_BOB, "hi");
        var frame = connection.frame(FrameCase.SEND);
        accept(connection, frame);
        long id = globalId(frame.getSend().getId());

        connection.push(1, status(1, id, dev.kith.contracts.socket.MessageStatus.READ));
        connection.push(2, status(2, id, dev.kith.contracts.socket.MessageStatus.DELIVERED));
        connection.push(3, status(3, id, dev.kith.contracts.socket.MessageStatus.READ));

        connection.acknowledgedUpTo(3);
        assertThat(statuses()).containsExactly(MessageStatus.OUTBOX, MessageStatus.SENT, MessageStatus.READ);
    }

    @Test
    void sendsReadReceiptsAlsoOfTheTimeOffline() throws Exception {
        kith.markRead(List.of(5L, 6L));
        var connection = online(0);

        assertThat(connection.frame(FrameCase.READ).getRead().getIdsList()).containsExactly(5L, 6L);
    }

    @Test
    void givesNoIdBeforeItHasAny() {
        assertThatThrownBy(() -> kith.random()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAnIdThatIsStillUnderWay() throws Exception {
        online(0);
        int id = kith.random();
        kith.sendMessage(TO_BOB, id, "one");

        var second = kith.sendMessage(TO_BOB, id, "two");

        assertFailed(second, ErrorCode.ID_CONFLICT);
    }

    private List<MessageStatus> statuses() {
        return told.statuses.stream().map(MessageStatusChange::status).toList();
    }

    private static long globalId(int id) {
        return ScriptedServer.UID << 32 | Integer.toUnsignedLong(id);
    }

    private static Entry status(long seq, long id, dev.kith.contracts.socket.MessageStatus status) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setStatus(StatusChange.newBuilder().setId(id).setStatus(status).setAt(1))
                .build();
    }

    private static void accept(ScriptedServer.Connection connection, ClientFrame frame) {
        connection.send(ServerFrame.newBuilder()
                .setRef(frame.getRef())
                .setAccepted(Accepted.newBuilder()
                        .setMessageId(globalId(frame.getSend().getId()))
                        .setAcceptedAt(1)));
    }

    private static void refuse(ScriptedServer.Connection connection, ClientFrame frame, String code, long retryAfter) {
        connection.send(ServerFrame.newBuilder()
                .setRef(frame.getRef())
                .setRefused(Refused.newBuilder().setCode(code).setRetryAfter(retryAfter)));
    }

    private static void assertFailed(java.util.concurrent.CompletableFuture<?> future, ErrorCode code) {
        assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                .extracting(KithException::from)
                .extracting(KithException::code)
                .isEqualTo(code);
    }
}
