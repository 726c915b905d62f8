package dev.kith.client;

import static dev.kith.client.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.CallKind;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.StatusChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesTest extends KithTestCase {
    private static final String BOB = "+447700900123";
    private static final String CAROL = "+12025550123";

    @TempDir
    Path directory;

    @BeforeEach
    void keep() throws IOException {
        kith.setPath(directory);
    }

    @Test
    void readsWhatIsAboutAFileAloneWhereThatIsAskedFor() throws Exception {
        var file = ScriptedServer.message(2, 12, "plan.txt").toBuilder();
        file.getMessageBuilder().putProperties("file-url", "/v1/files/a").putProperties("file-size", "19");
        var connection = online(0);
        connection.push(
                3, ScriptedServer.message(1, 11, "file-url"), file.build(), ScriptedServer.message(3, 13, "no file"));
        connection.acknowledgedUpTo(3);

        try (var session = kith.messages().open(HistoryQuery.all()).enableFiles(true)) {
            assertThat(session.count().get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(session.read(5).get(20, TimeUnit.SECONDS))
                    .extracting(Message::text)
                    .containsExactly("plan.txt");
        }
    }

    @Test
    void readsPageAfterPageOfOneConversationFromTheDeviceAlone() throws Exception {
        receive(said(1, BOB, "one"), said(2, CAROL, "other"), said(3, BOB, "two"), said(4, BOB, "three"));
        server.close();

        var session = kith.messages().open(HistoryQuery.all().withPeer(BOB));

        assertThat(texts(session.read(2))).containsExactly("three", "two");
        assertThat(texts(session.read(2))).containsExactly("one");
        assertThat(texts(session.read(2))).isEmpty();
        assertThat(answer(session.count())).isEqualTo(3);
    }

    @Test
    void readsTheOldestFirstWhereThatIsAskedFor() throws Exception {
        receive(said(1, BOB, "one"), said(2, BOB, "two"), said(3, BOB, "three"));

        var session = kith.messages().open(HistoryQuery.all()).setOldestFirst(true);

        assertThat(texts(session.read(2))).containsExactly("one", "two");
        assertThat(texts(session.read(2))).containsExactly("three");
    }

    @Test
    void findsTheOldestWithSomeWordsFirstWhereThatIsAskedFor() throws Exception {
        receive(said(1, BOB, "dinner one"), said(2, BOB, "lunch"), said(3, CAROL, "dinner two"));

        var session =
                kith.messages().open(HistoryQuery.all().withWords("dinner")).setOldestFirst(true);

        assertThat(texts(session.read(1))).containsExactly("dinner one");
        assertThat(texts(session.read(2))).containsExactly("dinner two");
    }

    @Test
    void findsWordsAsTheServerDoes() throws Exception {
        receive(
                said(1, BOB, "Dinner at the Café?"),
                said(2, CAROL, "dinner tomorrow"),
                said(3, BOB, "no dinner, only tomorrow's lunch"));

        assertThat(found("DINNER tomorrow")).containsExactly("no dinner, only tomorrow's lunch", "dinner tomorrow");
        assertThat(found("dinner -lunch")).containsExactly("dinner tomorrow", "Dinner at the Café?");
        assertThat(found("\"dinner tomorrow\"")).containsExactly("dinner tomorrow");
        assertThat(found("café")).containsExactly("Dinner at the Café?");
        assertThat(found("cafe")).isEmpty();
        assertThat(found("dinn")).isEmpty();
        assertThat(found("?!")).isEmpty();
        assertThat(texts(kith.messages()
                        .open(HistoryQuery.all().withPeer(BOB).withWords("dinner"))
                        .read(9)))
                .containsExactly("no dinner, only tomorrow's lunch", "Dinner at the Café?");
    }

    @Test
    void findsWhatAMessageSaysNowAndNothingOfADeletedOne() throws Exception {
        receive(
                said(1, BOB, "helo"),
                said(2, BOB, "secret"),
                change(
                        3,
                        MessageChange.newBuilder()
                                .setId(1)
                                .setEdit(
                                        EditedBody.newBuilder().setText("hello").setRevision(1))),
                change(4, MessageChange.newBuilder().setId(2).setDeletion(Deletion.FOR_EVERYONE)));

        assertThat(found("helo")).isEmpty();
        assertThat(found("hello")).containsExactly("hello");
        assertThat(found("secret")).isEmpty();
        assertThat(Stored.in(directory).messages()).containsExactly("RECEIVED_NEW hello");
    }

    @Test
    void listsConversationsWithTheirLastMessageAndWhatIsUnread() throws Exception {
        receive(
                said(1, BOB, "one"),
                said(2, CAROL, "other"),
                said(3, BOB, "two"),
                Entry.newBuilder()
                        .setSeq(4)
                        .setStatus(StatusChange.newBuilder().setId(1).setStatus(MessageStatus.RECEIVED_READ))
                        .build(),
                said(5, CAROL, "last"),
                change(6, MessageChange.newBuilder().setId(5).setDeletion(Deletion.FOR_ME)));

        var first = answer(kith.messages().getConversations(1));
        var rest = answer(kith.messages().getConversations(9, first.get(0)));

        assertThat(first).extracting(Conversation::peer).containsExactly(BOB);
        assertThat(first).extracting(Conversation::unread).containsExactly(1L);
        assertThat(first.get(0).lastMessage().text()).isEqualTo("two");
        assertThat(rest).extracting(Conversation::peer).containsExactly(CAROL);
        assertThat(rest.get(0).lastMessage().text()).isEqualTo("other");
    }

    @Test
    void listsNoConversationTwiceWhereTheUserWritesAnAddressInAnotherWay() throws Exception {
        var connection = online(0);
        kith.sendMessage(MessageParams.to("+44 7700 900123"), "hi");
        var frame = connection.frame(FrameCase.SEND);
        long id = ScriptedServer.UID << 32
                | Integer.toUnsignedLong(frame.getSend().getId());
        connection.send(ServerFrame.newBuilder()
                .setRef(frame.getRef())
                .setAccepted(Accepted.newBuilder().setMessageId(id).setAcceptedAt(1)));
        until(() -> told.statuses.size() == 2);
        var own = said(1, "me", "hi").toBuilder();
        own.getMessageBuilder().setId(id).setRecipient(BOB).setStatus(MessageStatus.SENT);
        connection.push(1, own.build());
        connection.acknowledgedUpTo(1);

        assertThat(answer(kith.messages().getConversations(9)))
                .extracting(Conversation::peer)
                .containsExactly(BOB);
    }

    @Test
    void joinsWhatWasSaidWithBothNumbersOfAContactWhoMoves() throws Exception {
        receive(
                said(1, BOB, "from the old number"),
                said(2, CAROL, "from the new number"),
                Entry.newBuilder()
                        .setSeq(3)
                        .setContactJoined(ContactJoinedEntry.newBuilder()
                                .setAddress(CAROL)
                                .setMovedFrom(BOB)
                                .setUid(9)
                                .setMove(1)
                                .setAt(1))
                        .build());

        var conversations = answer(kith.messages().getConversations(9));
        var withCarol = HistoryQuery.all().withPeer(CAROL);

        assertThat(conversations).extracting(Conversation::peer).containsExactly(CAROL);
        assertThat(conversations).extracting(Conversation::unread).containsExactly(2L);
        assertThat(texts(kith.messages().open(withCarol).read(9)))
                .containsExactly("from the new number", "from the old number");
        assertThat(texts(kith.messages().open(withCarol.withWords("old")).read(9)))
                .containsExactly("from the old number");
    }

    @Test
    void listsNoConversationByAMessageThatTheUserHasDeleted() throws Exception {
        receive(said(1, BOB, "one"), said(2, BOB, "two"), said(3, CAROL, "other"));
        kith.setNetworkAvailable(false);

        kith.deleteMessage(2, false);
        kith.deleteMessage(3, false);
        var conversations = answer(kith.messages().getConversations(9));

        assertThat(conversations)
                .extracting(conversation -> conversation.lastMessage().text())
                .containsExactly("one");
        assertThat(conversations).extracting(Conversation::unread).containsExactly(1L);
    }

    @Test
    void listsAMessageAgainThatCouldNotBeDeletedEverywhere() throws Exception {
        var connection = receive(said(1, BOB, "one"), said(2, BOB, "two"));
        var deleted = kith.deleteMessage(2, true);
        var frame = connection.frame(FrameCase.DELETE);

        connection.send(ServerFrame.newBuilder()
                .setRef(frame.getRef())
                .setRefused(Refused.newBuilder().setCode("too-late")));
        answer(deleted.handle((nothing, refusal) -> refusal));

        assertThat(answer(kith.messages().getConversations(9)))
                .extracting(conversation -> conversation.lastMessage().text())
                .containsExactly("two");
    }

    @Test
    void sendsNoRefusedMessageAgainThatTheUserHasDeleted() throws Exception {
        var connection = online(0);
        kith.sendMessage(MessageParams.to(BOB), "hi");
        var send = connection.frame(FrameCase.SEND);
        connection.send(ServerFrame.newBuilder()
                .setRef(send.getRef())
                .setRefused(Refused.newBuilder().setCode("unreachable")));
        until(() -> told.statuses.size() == 2);
        kith.deleteMessage(told.statuses.get(0).id(), false);
        var delete = connection.frame(FrameCase.DELETE);
        var whileItIsDeleted = code(kith.messages().resend(send.getSend().getId()));

        connection.send(ServerFrame.newBuilder()
                .setRef(delete.getRef())
                .setRefused(Refused.newBuilder().setCode("not-found")));
        until(() -> Stored.in(directory).messages().isEmpty());
        var afterwards = code(kith.messages().resend(send.getSend().getId()));

        assertThat(List.of(whileItIsDeleted, afterwards)).containsOnly(ErrorCode.NOT_FOUND);
        until(() -> Stored.in(directory).waiting() == 0);
    }

    private static ErrorCode code(CompletableFuture<?> refused) throws Exception {
        return KithException.from(answer(refused.handle((nothing, refusal) -> refusal)))
                .code();
    }

    @Test
    void showsWhatTheUserDidOfflineAsIfItWereDone() throws Exception {
        receive(said(1, BOB, "one"), said(2, BOB, "two"), said(3, BOB, "three"));
        kith.setNetworkAvailable(false);
        kith.editMessage(1, "uno");
        kith.react(2, "+");
        kith.deleteMessage(3, false);
        kith.sendMessage(MessageParams.to(BOB), "four");
        kith.markRead(1);
        until(() -> told.statuses.size() == 2);

        var shown =
                answer(kith.messages().open(HistoryQuery.all().withPeer(BOB)).read(9));

        assertThat(shown).extracting(Message::text).containsExactly("four", "two", "uno");
        assertThat(shown.get(0).isOwn()).isTrue();
        assertThat(shown.get(1).reactions()).containsValue("+");
        assertThat(shown.get(2).edited()).isTrue();
        assertThat(shown.get(2).status()).isEqualTo(dev.kith.client.MessageStatus.RECEIVED_READ);
    }

    @Test
    void countsAsReadOnlyWhatASessionWithReceiptsShows() throws Exception {
        var connection = receive(said(1, BOB, "one"), said(2, CAROL, "other"));
        var session = kith.messages().open(HistoryQuery.all().withPeer(BOB));
        texts(session.read(9));
        boolean silentUnlessEnabled = connection.isSilent(200);

        var reading = kith.messages().open(HistoryQuery.all().withPeer(BOB)).enableReadReceipt(true);
        texts(reading.read(9));
        var first = connection.frame(FrameCase.READ);
        connection.done(first);
        connection.push(4, said(3, CAROL, "no"), said(4, BOB, "arrives"));
        var second = connection.frame(FrameCase.READ);
        connection.done(second);
        reading.close();
        connection.push(5, said(5, BOB, "too late"));
        connection.acknowledgedUpTo(5);

        assertThat(silentUnlessEnabled).isTrue();
        assertThat(first.getRead().getIdsList()).containsExactly(1L);
        assertThat(second.getRead().getIdsList()).containsExactly(4L);
        assertThat(connection.isSilent(200)).isTrue();
    }

    @Test
    void hasMissedCallsOnlyWhereTheyAreAskedFor() throws Exception {
        var call = said(2, BOB, "offer").toBuilder();
        call.getMessageBuilder().setCall(CallKind.AUDIO).setStatus(MessageStatus.CALL_MISSED);
        receive(said(1, BOB, "one"), call.build());

        assertThat(texts(kith.messages().open(HistoryQuery.all()).read(9))).containsExactly("one");
        assertThat(texts(kith.messages()
                        .open(HistoryQuery.all())
                        .enableMissedCalls(true)
                        .read(9)))
                .containsExactly("offer", "one");
    }

    @Test
    void goesOnAtTheServerWhereTheDeviceBeganInTheMiddle() throws Exception {
        kith.setHistoryOnDemand(true);
        var asked = new ArrayList<String>();
        server.route("GET /v1/messages", request -> {
            asked.add(request.getRequestUrl().query());
            return json(
                    asked.size() == 1
                            ? "{\"messages\":[" + old(11, "new") + "," + old(9, "older") + "],\"cursor\":\"c1\"}"
                            : "{\"messages\":[" + old(8, "oldest") + "]}");
        });
        var connection = online(10);
        connection.push(11, said(11, BOB, "new"));
        connection.acknowledgedUpTo(11);

        var session = kith.messages().open(HistoryQuery.all().withPeer(BOB));

        assertThat(texts(session.read(1))).containsExactly("new");
        assertThat(asked).isEmpty();
        assertThat(texts(session.read(1))).containsExactly("older");
        assertThat(texts(session.read(5))).containsExactly("oldest");
        assertThat(texts(session.read(5))).isEmpty();
    }

    @Test
    void deletesAllOfAConversationFromTheUsersDevices() throws Exception {
        var connection = receive(said(1, BOB, "one"), said(2, CAROL, "other"), said(3, BOB, "two"));

        var deleted = answer(kith.messages().deleteMessages(HistoryQuery.all().withPeer(BOB)));
        var first = connection.frame(FrameCase.DELETE);
        var shown = texts(kith.messages().open(HistoryQuery.all()).read(9));
        connection.done(first);
        var second = connection.frame(FrameCase.DELETE);

        assertThat(deleted).isEqualTo(2);
        assertThat(shown).containsExactly("other");
        assertThat(List.of(first.getDelete().getId(), second.getDelete().getId()))
                .containsExactlyInAnyOrder(1L, 3L);
        assertThat(first.getDelete().getEverywhere()).isFalse();
    }

    private ScriptedServer.Connection receive(Entry... entries) throws Exception {
        var connection = online(0);
        connection.push(entries.length, entries);
        connection.acknowledgedUpTo(entries.length);
        return connection;
    }

    private List<String> found(String words) throws Exception {
        return texts(kith.messages().open(HistoryQuery.all().withWords(words)).read(9));
    }

    private static List<String> texts(CompletableFuture<List<Message>> page) throws Exception {
        return answer(page).stream().map(Message::text).toList();
    }

    private static Entry said(long seq, String by, String text) {
        var entry = ScriptedServer.message(seq, seq, text).toBuilder();
        entry.getMessageBuilder().setSender(by).setAcceptedAt(1_700_000_000_000L + seq);
        return entry.build();
    }

    private static Entry change(long seq, MessageChange.Builder change) {
        return Entry.newBuilder().setSeq(seq).setChange(change).build();
    }

    private static String old(long id, String text) {
        return "{\"id\":\"" + id + "\",\"sender\":\"" + BOB + "\",\"recipient\":\"me\",\"acceptedAt\":"
                + (1_700_000_000_000L + id) + ",\"status\":\"RECEIVED_READ\",\"text\":\"" + text
                + "\",\"properties\":{},\"reactions\":{}}";
    }

    private static <T> T answer(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
