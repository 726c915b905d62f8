package dev.kith.client;

import static dev.kith.client.ScriptedServer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.Disappearing;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.SyncPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device keeps when its process ends, in whatever way. */
class OfflineTest extends KithTestCase {
    private static final MessageParams TO_BOB = MessageParams.to("+447700900123");

    @TempDir
    Path directory;

    @BeforeEach
    void keep() throws IOException {
        kith.setPath(directory);
    }

    @Test
    void sendsAfterARestartWhatWasWrittenOfflineOnceAndInOrder() throws Exception {
        learnIds();
        kith.sendMessage(TO_BOB, "one");
        kith.sendMessage(TO_BOB, "two");
        until(() -> told(MessageStatus.OUTBOX) == 2);
        restart();

        var connection = online(0);
        var one = connection.frame(FrameCase.SEND);
        var two = connection.frame(FrameCase.SEND);
        accept(connection, one);
        accept(connection, two);
        until(() -> told(MessageStatus.SENT) == 2);
        restart();
        var again = online(0);

        assertThat(one.getSend().getText()).isEqualTo("one");
        assertThat(two.getSend().getText()).isEqualTo("two");
        assertThat(again.isSilent(300)).isTrue();
        assertThat(Stored.in(directory).messages()).containsExactly("SENT one", "SENT two");
    }

    @Test
    void numbersWhatWasWrittenBeforeTheFirstConnectionWhenThereIsOne() throws Exception {
        kith.sendMessage(TO_BOB, "first of all");
        until(() -> Stored.in(directory).waiting() == 1);
        restart();

        var frame = online(0).frame(FrameCase.SEND);

        assertThat(frame.getSend().getText()).isEqualTo("first of all");
        assertThat(frame.getSend().getId()).isEqualTo(ScriptedServer.FIRST_ID);
    }

    @Test
    void changesAMessageOfTheTimeOfflineOnlyWhenTheServerHasIt() throws Exception {
        learnIds();
        int id = kith.random();
        kith.sendMessage(TO_BOB, id, "helo");
        kith.editMessage(globalId(id), "hello");
        kith.react(globalId(id), "+");
        until(() -> Stored.in(directory).waiting() == 3);
        restart();

        var connection = online(0);
        var send = connection.frame(FrameCase.SEND);
        boolean waits = connection.isSilent(300);
        accept(connection, send);
        var edit = connection.frame(FrameCase.EDIT);
        connection.done(edit);
        var react = connection.frame(FrameCase.REACT);
        connection.done(react);

        assertThat(waits).isTrue();
        assertThat(edit.getEdit().getText()).isEqualTo("hello");
        assertThat(react.getReact().getValue()).isEqualTo("+");
        until(() -> Stored.in(directory).waiting() == 0);
    }

    @Test
    void tellsAfterARestartWhatWasReadOffline() throws Exception {
        var before = online(0);
        before.push(1, message(1, 11, "one"));
        before.acknowledgedUpTo(1);
        kith.setNetworkAvailable(false);
        kith.markRead(11);
        until(() -> told(MessageStatus.RECEIVED_READ) == 1);
        restart();

        var read = online(1).frame(FrameCase.READ);

        assertThat(read.getRead().getIdsList()).containsExactly(11L);
        assertThat(Stored.in(directory).messages()).containsExactly("RECEIVED_READ one");
    }

    @Test
    void tellsWhatIsStoredAndWasNotToldWhenTheProcessWasKilled() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        kith.addListener(onceItMayGoOn(mayGoOn));
        var connection = online(0);
        connection.push(
                3,
                message(1, 11, "one"),
                message(2, 12, "two"),
                Entry.newBuilder()
                        .setSeq(3)
                        .setChange(MessageChange.newBuilder()
                                .setId(11)
                                .setEdit(EditedBody.newBuilder().setText("uno").setRevision(1)))
                        .build());
        until(() -> Stored.in(directory).cursor() == 3);
        boolean silentUntilTold = connection.isSilent(200);
        var asKilled = copy();
        mayGoOn.countDown();
        kith.close();

        kith = another(asKilled);
        var after = online(3);
        after.acknowledgedUpTo(3);

        assertThat(silentUntilTold).isTrue();
        assertThat(told.texts()).containsExactly("one", "two");
        assertThat(told.updates).extracting(MessageUpdate::text).containsExactly("uno");
        assertThat(Stored.in(asKilled)).isEqualTo(new Stored(3, List.of("RECEIVED_NEW uno", "RECEIVED_NEW two"), 0, 0));
    }

    @Test
    void tellsARefusalThatIsStoredAndWasNotToldWhenTheProcessWasKilled() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        kith.addListener(new KithListener() {
            @Override
            public void onMessageStatus(MessageStatusChange change) {
                try {
                    mayGoOn.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        var connection = online(0);
        kith.sendMessage(TO_BOB, "hi");
        refuse(connection, connection.frame(FrameCase.SEND), "unreachable");
        until(() -> Stored.in(directory).messages().equals(List.of("UNREACHABLE hi")));
        var asKilled = copy();
        mayGoOn.countDown();
        kith.close();

        kith = another(asKilled);
        online(0);

        until(() -> told(MessageStatus.UNREACHABLE) == 1);
        until(() -> Stored.in(asKilled).untold() == 0);
    }

    @Test
    void countsNothingAsReadOfWhichTheServerWillNotHear() throws Exception {
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));
        connection.acknowledgedUpTo(1);
        change("create trigger full before insert on read_mark begin select raise(abort, 'the disk is full'); end");

        kith.markRead(11);
        kith.messages().get(11).get(10, TimeUnit.SECONDS);

        assertThat(Stored.in(directory).messages()).containsExactly("RECEIVED_NEW one");
        assertThat(told.statuses).isEmpty();
    }

    @Test
    void tellsNothingAgainThatWasTold() throws Exception {
        var before = online(0);
        before.push(2, message(1, 11, "one"), message(2, 12, "two"));
        before.acknowledgedUpTo(2);
        until(() -> Stored.in(directory).untold() == 0);
        restart();

        var after = online(2);
        after.push(3, message(3, 13, "three"));
        after.acknowledgedUpTo(3);

        assertThat(told.texts()).containsExactly("three");
    }

    @Test
    void sendsARefusedMessageAgainUnderItsId() throws Exception {
        var connection = online(0);
        kith.sendMessage(TO_BOB, "hi");
        var first = connection.frame(FrameCase.SEND);
        refuse(connection, first, "unreachable");
        until(() -> told(MessageStatus.UNREACHABLE) == 1);
        restart();
        var later = online(0);
        boolean silent = later.isSilent(300);

        var sent = kith.messages().resend(first.getSend().getId());
        var second = later.frame(FrameCase.SEND);
        accept(later, second);

        sent.get(10, TimeUnit.SECONDS);
        assertThat(silent).isTrue();
        assertThat(second.getSend()).isEqualTo(first.getSend());
        until(() -> Stored.in(directory).messages().equals(List.of("SENT hi")));
    }

    @Test
    void isRefusedADatabaseThatAnotherClientReceivesInto() throws Exception {
        online(0);
        try (var second = another(directory)) {
            var failure = second.start().handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS);

            assertThat(KithException.from(failure)).hasMessageContaining("another client");
        }
    }

    @Test
    void runsOnNoDatabaseThatItCouldNotReadWhole() throws Exception {
        learnIds();
        kith.close();
        change("insert into outbox (place, deletes, frame) values (1, 0, x'ff')");
        kith = another(directory);

        var failure = kith.start().handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS);
        var again = kith.start().handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS);
        change("delete from outbox");
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));
        connection.acknowledgedUpTo(1);

        assertThat(KithException.from(failure)).hasMessageContaining("What this client stores cannot be used");
        assertThat(KithException.from(again)).hasMessageContaining("What this client stores cannot be used");
        assertThat(Stored.in(directory).messages()).containsExactly("RECEIVED_NEW one");
    }

    @Test
    void leavesAMessageAsItIsWhenItsIdIsUsedAgain() throws Exception {
        var connection = online(0);
        int id = kith.random();
        var first = kith.sendMessage(TO_BOB, id, "hi");
        accept(connection, connection.frame(FrameCase.SEND));
        var sent = first.get(10, TimeUnit.SECONDS);

        var same = kith.sendMessage(TO_BOB, id, "hi").get(10, TimeUnit.SECONDS);
        var another = kith.sendMessage(TO_BOB, id, "ho").handle((nothing, refusal) -> refusal);

        assertThat(same).isEqualTo(sent);
        assertThat(KithException.from(another.get(10, TimeUnit.SECONDS)).code()).isEqualTo(ErrorCode.ID_CONFLICT);
        assertThat(connection.isSilent(300)).isTrue();
        assertThat(Stored.in(directory)).isEqualTo(new Stored(0, List.of("SENT hi"), 0, 0));
    }

    @Test
    void sendsAnotherMessageUnderTheIdOfARefusedOneAndForgetsThat() throws Exception {
        var connection = online(0);
        int id = kith.random();
        kith.sendMessage(TO_BOB, id, "hi");
        refuse(connection, connection.frame(FrameCase.SEND), "unreachable");
        until(() -> told(MessageStatus.UNREACHABLE) == 1);

        var sent = kith.sendMessage(TO_BOB, id, "ho");
        accept(connection, connection.frame(FrameCase.SEND));

        sent.get(10, TimeUnit.SECONDS);
        until(() -> Stored.in(directory).equals(new Stored(0, List.of("SENT ho"), 0, 0)));
    }

    @Test
    void keepsOtherProcessesOutAfterAnotherClientOfItsOwnWasRefused() throws Exception {
        online(0);
        try (var second = another(directory)) {
            second.start().handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS);
        }

        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        LockingProcess.class.getName(),
                        directory.resolve("kith.db-lock").toString())
                .inheritIO()
                .start();

        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isEqualTo(LockingProcess.HELD_BY_ANOTHER);
    }

    @Test
    void neitherTellsNorSendsWhatCannotBeStored() throws Exception {
        var connection = online(0);
        fillTheDisk();

        var sent = kith.sendMessage(TO_BOB, "too much");
        var failure = sent.handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS);
        boolean silent = connection.isSilent(300);
        clearTheDisk();
        kith.sendMessage(TO_BOB, "fits");

        assertThat(KithException.from(failure)).hasMessageContaining("disk is full");
        assertThat(silent).isTrue();
        assertThat(connection.frame(FrameCase.SEND).getSend().getText()).isEqualTo("fits");
        assertThat(told(MessageStatus.OUTBOX)).isEqualTo(1);
    }

    @Test
    void losesNothingThatWaitsForItsIdWhileItCannotBeStored() throws Exception {
        kith.sendMessage(TO_BOB, "one");
        kith.sendMessage(TO_BOB, "two");
        until(() -> Stored.in(directory).waiting() == 2);
        fillTheDisk();

        var connection = online(0);
        boolean silent = connection.isSilent(300);
        kith.sendMessage(TO_BOB, "three");
        clearTheDisk();

        assertThat(silent).isTrue();
        assertThat(connection.frame(FrameCase.SEND).getSend().getText()).isEqualTo("one");
        assertThat(connection.frame(FrameCase.SEND).getSend().getText()).isEqualTo("two");
        assertThat(connection.frame(FrameCase.SEND).getSend().getText()).isEqualTo("three");
    }

    @Test
    void asksOnceMoreWhenTheAnswerCannotBeStored() throws Exception {
        var connection = online(0);
        var sent = kith.sendMessage(TO_BOB, "hi");
        var first = connection.frame(FrameCase.SEND);
        fillTheDisk();
        accept(connection, first);
        var second = connection.frame(FrameCase.SEND);
        boolean toldTooEarly = told(MessageStatus.SENT) > 0;
        clearTheDisk();
        accept(connection, second);

        assertThat(sent.get(10, TimeUnit.SECONDS).id())
                .isEqualTo(globalId(first.getSend().getId()));
        assertThat(toldTooEarly).isFalse();
        assertThat(second.getSend()).isEqualTo(first.getSend());
    }

    @Test
    void doesNotTellLaterWhatCouldNotBeStored() throws Exception {
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));
        connection.acknowledgedUpTo(1);
        fillTheDisk();
        var read = kith.markRead(11).handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS);
        var deleted = kith.messages()
                .deleteMessages(HistoryQuery.all())
                .handle((nothing, refusal) -> refusal)
                .get(10, TimeUnit.SECONDS);
        clearTheDisk();

        connection.push(2, message(2, 12, "two"));
        connection.acknowledgedUpTo(2);

        assertThat(KithException.from(read)).hasMessageContaining("disk is full");
        assertThat(KithException.from(deleted)).hasMessageContaining("disk is full");
        assertThat(told.statuses).isEmpty();
        assertThat(Stored.in(directory).messages()).containsExactly("RECEIVED_NEW one", "RECEIVED_NEW two");
    }

    @Test
    void readsOnWhereOnlyThatItWasToldCannotBeStored() throws Exception {
        var connection = online(2);
        change("create trigger full before delete on untold begin select raise(abort, 'the disk is full'); end");
        var first = connection.frame(FrameCase.SYNC);

        answer(connection, first, 2, "more", message(1, 11, "one"));
        var second = connection.frame(FrameCase.SYNC);
        answer(connection, second, 2, "", message(2, 12, "two"));
        connection.acknowledgedUpTo(2);
        connection.push(3, message(3, 13, "three"));
        connection.acknowledgedUpTo(3);

        assertThat(second.getSync().getPage().toStringUtf8()).isEqualTo("more");
        assertThat(told.texts()).containsExactly("one", "two", "three");
        assertThat(Stored.in(directory).untold()).isEqualTo(3);
        clearTheDisk();
        kith.markRead(11);
        until(() -> Stored.in(directory).untold() == 0);
    }

    @Test
    void connectsAgainWhereItCouldNotBeginAfterTheWelcome() throws Exception {
        var inTheWay = Files.createDirectory(directory.resolve("ids"));
        kith.start();
        server.connection().greet(0);
        until(() -> told.connection.contains(ConnectionStatus.OFFLINE));
        Files.delete(inTheWay);

        server.connection().greet(0);

        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
    }

    @Test
    void keepsItsDatabaseFromOthers() throws Exception {
        online(0);

        assertThat(Files.getPosixFilePermissions(directory.resolve("kith.db")))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void storesNothingUnderAKeyThatTheDriverDoesNotTake() throws Exception {
        kith.setDatabaseKey("correct horse".toCharArray());

        var failure = kith.start().handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS);

        assertThat(KithException.from(failure)).hasMessageContaining("does not encrypt");
        assertThat(directory.resolve("kith.db")).isEmptyFile();
    }

    @Test
    void forgetsEverythingOfAnotherUser() throws Exception {
        var before = online(0);
        before.push(1, message(1, 11, "one"));
        before.acknowledgedUpTo(1);
        kith.close();

        kith = another(directory);
        kith.setAccessToken(ScriptedServer.token(900, 8));
        var hello = startedAs(8);

        assertThat(hello.getHello().getCursor()).isZero();
        assertThat(Stored.in(directory).messages()).isEmpty();
    }

    @Test
    void sendsNothingOfOneUserAsAnotherWhoSignsInAfterThem() throws Exception {
        learnIds();
        var sent = kith.sendMessage(TO_BOB, "of the first user");
        kith.editMessage(11, "edited by the first user");
        kith.markRead(12);
        until(() -> Stored.in(directory).waiting() == 2);

        kith.setAccessToken(ScriptedServer.token(900, 8));
        kith.setNetworkAvailable(true);
        kith.start();
        var connection = server.connection();
        connection.greetAs(8, 0);

        assertThat(connection.isSilent(300)).isTrue();
        assertThat(sent).isCompletedExceptionally();
        assertThat(Stored.in(directory)).isEqualTo(new Stored(0, List.of(), 0, 0));
    }

    @Test
    void numbersWhatAnotherUserWritesFromTheirOwnIds() throws Exception {
        learnIds();
        kith.setAccessToken(ScriptedServer.token(900, 8));

        kith.sendMessage(TO_BOB, "of the second user");

        until(() -> Stored.in(directory).waiting() == 1);
        assertThat(told.statuses).isEmpty();
    }

    @Test
    void endsTheConnectionOfOneUserWhenAnotherSignsIn() throws Exception {
        online(0);

        kith.setAccessToken(ScriptedServer.token(900, 8));

        until(() -> kith.getConnectionStatus() == ConnectionStatus.STOPPED);
        startedAs(8);
        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
        assertThat(kith.getUid()).hasValue(8);
    }

    @Test
    void letsAMessageDisappearInItsTimeWithoutAConnection() throws Exception {
        var fading = message(1, 11, "burn this").toBuilder();
        fading.getMessageBuilder()
                .setDisappear(Disappearing.newBuilder()
                        .setAfter(Disappearing.After.READING)
                        .setSeconds(1));
        var connection = online(0);
        connection.push(2, fading.build(), message(2, 12, "keep this"));
        connection.acknowledgedUpTo(2);
        kith.setNetworkAvailable(false);

        kith.markRead(11);

        until(() -> told.updates.size() == 1);
        assertThat(told.updates.get(0).what()).isEqualTo(MessageUpdate.What.DISAPPEARED);
        assertThat(Stored.in(directory).messages()).containsExactly("RECEIVED_NEW keep this");
    }

    /** This device's clock is an hour ahead of the server's. */
    @Test
    void goesByTheClockOfTheServerBeforeItIsConnectedAgain() throws Exception {
        server.ahead = Duration.ofHours(-1);
        var fading = message(1, 11, "burn this in a minute").toBuilder();
        fading.getMessageBuilder()
                .setAcceptedAt(Instant.now().plus(server.ahead).toEpochMilli())
                .setDisappear(Disappearing.newBuilder()
                        .setAfter(Disappearing.After.SENDING)
                        .setSeconds(60));
        var connection = online(0);
        connection.push(1, fading.build());
        connection.acknowledgedUpTo(1);
        restart();
        kith.setNetworkAvailable(false);

        var there = kith.messages().get(11).get(10, TimeUnit.SECONDS);

        assertThat(there).isPresent();
        assertThat(kith.getTimestamp())
                .isCloseTo(Instant.now().plus(server.ahead).toEpochMilli(), within(TimeUnit.MINUTES.toMillis(1)));
        assertThat(Stored.in(directory).messages()).containsExactly("RECEIVED_NEW burn this in a minute");
        assertThat(told.updates).isEmpty();
    }

    @Test
    void forgetsAllOfTheUserWhenItIsReset() throws Exception {
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));
        connection.acknowledgedUpTo(1);
        kith.setNetworkAvailable(false);
        kith.sendMessage(TO_BOB, "never sent");
        until(() -> Stored.in(directory).waiting() == 1);

        kith.reset();

        until(() -> Stored.in(directory).equals(new Stored(0, List.of(), 0, 0)));
        assertThat(kith.messages().getConversations(9).get(10, TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void forgetsAllOfTheUserWhenItIsResetBeforeItReadAnything() throws Exception {
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));
        connection.acknowledgedUpTo(1);
        restart();

        kith.reset();

        until(() -> Stored.in(directory).equals(new Stored(0, List.of(), 0, 0)));
        kith.setAccessToken(ScriptedServer.token(900));
        assertThat(startedAs(ScriptedServer.UID).getHello().getCursor()).isZero();
    }

    private ClientFrame startedAs(long uid) throws InterruptedException {
        kith.start();
        return server.connection().greetAs(uid, 0);
    }

    /** The device gets its ids and is offline then. */
    private void learnIds() throws Exception {
        online(0);
        kith.setNetworkAvailable(false);
        until(() -> kith.getConnectionStatus() == ConnectionStatus.NO_NETWORK);
        server.cut();
    }

    private void restart() throws IOException {
        kith.close();
        kith = another(directory);
    }

    private Kith another(Path where) throws IOException {
        var next = new Kith();
        told = new Recorder();
        next.setServer(server.url());
        next.setAccessToken(ScriptedServer.token(900), "refresh-1");
        next.addListener(told);
        next.setPath(where);
        return next;
    }

    /** Beside the client, in its database. */
    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("kith.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As far as messages go: their transaction fails when all else in it is written. */
    private void fillTheDisk() throws SQLException {
        change("create trigger full before update on conversation begin select raise(abort, 'the disk is full'); end");
    }

    private void clearTheDisk() throws SQLException {
        change("drop trigger full");
    }

    private static void answer(
            ScriptedServer.Connection connection, ClientFrame sync, long head, String next, Entry... entries) {
        connection.send(ServerFrame.newBuilder()
                .setRef(sync.getRef())
                .setSyncPage(SyncPage.newBuilder()
                        .setHead(head)
                        .setNext(ByteString.copyFromUtf8(next))
                        .addAllEntries(List.of(entries))));
    }

    /** The files as they are at this moment. */
    private Path copy() throws IOException {
        var copy = Files.createDirectory(directory.resolve("copy"));
        var files = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(directory, "kith.db*")) {
            all.forEach(files::add);
        }
        for (var file : files) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    private long told(MessageStatus status) {
        return told.statuses.stream()
                .filter(change -> change.status() == status)
                .count();
    }

    private static long globalId(int id) {
        return ScriptedServer.UID << 32 | Integer.toUnsignedLong(id);
    }

    private static void refuse(ScriptedServer.Connection connection, ClientFrame frame, String code) {
        connection.send(ServerFrame.newBuilder()
                .setRef(frame.getRef())
                .setRefused(Refused.newBuilder().setCode(code)));
    }

    private static void accept(ScriptedServer.Connection connection, ClientFrame frame) {
        connection.send(ServerFrame.newBuilder()
                .setRef(frame.getRef())
                .setAccepted(Accepted.newBuilder()
                        .setMessageId(globalId(frame.getSend().getId()))
                        .setAcceptedAt(frame.getSend().getId())));
    }
}
