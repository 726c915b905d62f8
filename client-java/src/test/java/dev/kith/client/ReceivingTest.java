package dev.kith.client;

import static dev.kith.client.ScriptedServer.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Value;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.ProfileChanged;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.SyncPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivingTest extends KithTestCase {
    @Test
    void tellsWhatIsPushedInOrderAndAcknowledgesIt() throws Exception {
        var connection = online(0);

        connection.push(2, message(1, 11, "one"), message(2, 12, "two"));
        var ack = connection.frame(FrameCase.ACK);

        assertThat(ack.getAck().getSeq()).isEqualTo(2);
        assertThat(told.texts()).containsExactly("one", "two");
        assertThat(told.messages.get(0).peer()).isEqualTo("+447700900123");
    }

    @Test
    void acknowledgesOnlyWhatTheListenersHaveTaken() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        kith.addListener(onceItMayGoOn(mayGoOn));
        var connection = online(0);

        connection.push(1, message(1, 11, "one"));
        boolean silentWhileBlocked = connection.isSilent(300);
        mayGoOn.countDown();

        assertThat(silentWhileBlocked).isTrue();
        assertThat(connection.frame(FrameCase.ACK).getAck().getSeq()).isEqualTo(1);
    }

    @Test
    void isNotHarmedByAListenerThatThrows() throws Exception {
        kith.removeListener(told);
        kith.addListener(new KithListener() {
            @Override
            public void onMessage(Message message) {
                throw new IllegalStateException("of the app");
            }
        });
        kith.addListener(told);
        var connection = online(0);

        connection.push(1, message(1, 11, "one"));

        assertThat(connection.frame(FrameCase.ACK).getAck().getSeq()).isEqualTo(1);
        assertThat(told.texts()).containsExactly("one");
    }

    @Test
    void tellsChangedProfilesAndDropsThoseThatComeLate() throws Exception {
        var connection = online(0);

        connection.send(changed(3, 7, "age", Value.newBuilder().setNumberValue(42)));
        connection.send(changed(3, 6, "age", Value.newBuilder().setNumberValue(41)));
        connection.send(changed(2, 9, "age", Value.newBuilder().setNumberValue(40)));
        connection.send(changed(3, 8, "name", Value.newBuilder().setStringValue("Bob")));

        until(() -> told.profiles.size() == 2);
        assertThat(told.profiles.get(0).value("age", Long.class)).hasValue(42L);
        assertThat(told.profiles.get(0).field("age")).isEmpty();
        assertThat(told.profiles.get(1).fields()).isEqualTo(java.util.Map.of("name", "Bob"));
    }

    private static ServerFrame.Builder changed(long version, long order, String field, Value.Builder value) {
        return ServerFrame.newBuilder()
                .setProfileChanged(ProfileChanged.newBuilder()
                        .setAddress("+447700900123")
                        .setVersion(version)
                        .setOrder(order)
                        .putFields(field, value.build()));
    }

    @Test
    void syncsFromItsCursorWhenASeqIsMissing() throws Exception {
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));

        connection.push(3, message(3, 13, "three"));
        var sync = connection.frame(FrameCase.SYNC);
        page(connection, sync.getRef(), 3, "", message(2, 12, "two"), message(3, 13, "three"));
        connection.acknowledgedUpTo(3);

        assertThat(sync.getSync().getCursor()).isEqualTo(1);
        assertThat(told.texts()).containsExactly("one", "two", "three");
    }

    @Test
    void readsAllPagesAndThenWhatWasPushedMeanwhile() throws Exception {
        var connection = online(2);

        var first = connection.frame(FrameCase.SYNC);
        connection.push(3, message(3, 13, "three"));
        page(connection, first.getRef(), 2, "p2", message(1, 11, "one"));
        var second = connection.frame(FrameCase.SYNC);
        page(connection, second.getRef(), 2, "", message(2, 12, "two"));

        connection.acknowledgedUpTo(3);
        assertThat(second.getSync().getPage().toStringUtf8()).isEqualTo("p2");
        assertThat(told.texts()).containsExactly("one", "two", "three");
    }

    @Test
    void goesOnAfterTheLastPageWhenTheConnectionBreaksInALongSync() throws Exception {
        var before = online(900);
        var first = before.frame(FrameCase.SYNC);
        page(before, first.getRef(), 900, "p2", message(400, 11, "one"), message(500, 12, "two"));
        before.frame(FrameCase.SYNC);
        server.cut();

        var after = server.connection();
        after.greet(900);
        var sync = after.frame(FrameCase.SYNC);
        page(after, sync.getRef(), 900, "", message(900, 13, "three"));
        after.acknowledgedUpTo(900);

        assertThat(sync.getSync().getCursor()).isEqualTo(500);
        assertThat(told.texts()).containsExactly("one", "two", "three");
    }

    @Test
    void beginsANewDeviceWithWhatComesWhenHistoryIsReadOnDemand() throws Exception {
        kith.setHistoryOnDemand(true);
        var connection = online(100_000);

        boolean silent = connection.isSilent(300);
        connection.push(100_001, message(100_001, 11, "one"));
        connection.acknowledgedUpTo(100_001);

        assertThat(silent).isTrue();
        assertThat(told.texts()).containsExactly("one");
    }

    @Test
    void tellsOfNoMessageFromBeforeADeviceBeganThatHasButChanged() throws Exception {
        kith.setHistoryOnDemand(true);
        online(100);
        server.cut();

        var after = server.connection();
        after.greet(102);
        var sync = after.frame(FrameCase.SYNC);
        page(
                after,
                sync.getRef(),
                102,
                "",
                message(101, 12, "old").toBuilder().setFirstSeq(7).build(),
                message(102, 13, "new"));
        after.acknowledgedUpTo(102);

        assertThat(sync.getSync().getCursor()).isEqualTo(100);
        assertThat(told.texts()).containsExactly("new");
    }

    @Test
    void showsNothingTwiceWhenTheConnectionBreaksBeforeTheAcknowledgement() throws Exception {
        var before = online(0);
        before.push(1, message(1, 11, "one"));
        until(() -> told.messages.size() == 1);
        server.cut();

        var after = server.connection();
        after.greet(2);
        var sync = after.frame(FrameCase.SYNC);
        page(after, sync.getRef(), 2, "", message(1, 11, "one"), message(2, 12, "two"));

        after.acknowledgedUpTo(2);
        assertThat(told.texts()).containsExactly("one", "two");
    }

    @Test
    void acknowledgesForTheNextUserNothingThatWasTheLastOnes() throws Exception {
        var before = online(0);
        before.push(2, message(1, 11, "one"), message(2, 12, "two"));
        before.acknowledgedUpTo(2);
        kith.reset();

        kith.setAccessToken(ScriptedServer.token(900, 8));
        kith.start();
        var after = server.connection();
        after.greetAs(8, 5);

        assertThat(after.frame().getFrameCase()).isEqualTo(FrameCase.SYNC);
    }

    @Test
    void dropsWhatTheLastUserIsStillBeingTold() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        kith.addListener(onceItMayGoOn(mayGoOn));
        online(0).push(2, message(1, 11, "one"), message(2, 12, "two"));
        until(() -> !told.messages.isEmpty());

        kith.setAccessToken(ScriptedServer.token(900, 8));
        kith.start();
        var after = server.connection();
        after.greetAs(8, 0);
        mayGoOn.countDown();

        assertThat(after.isSilent(300)).isTrue();
    }

    @Test
    void tellsTheNextUserAnEditThatTheLastOneWasTold() throws Exception {
        var before = online(0);
        before.push(2, message(1, 11, "helo"), edited(2));
        until(() -> told.updates.size() == 1);

        kith.setAccessToken(ScriptedServer.token(900, 8));
        kith.start();
        var after = server.connection();
        after.greetAs(8, 0);
        after.push(2, message(1, 11, "helo"), edited(2));

        until(() -> told.updates.size() == 2);
    }

    private static Entry edited(long seq) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setChange(MessageChange.newBuilder()
                        .setId(11)
                        .setEdit(EditedBody.newBuilder().setText("hello").setRevision(1)))
                .build();
    }

    @Test
    void tellsARiseOfAKnownMessageThatASyncBrings() throws Exception {
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));
        var read = message(2, 11, "one").toBuilder();
        read.getMessageBuilder().setStatus(dev.kith.contracts.socket.MessageStatus.RECEIVED_READ);

        connection.push(2, read.build());

        until(() -> !told.statuses.isEmpty());
        assertThat(told.statuses.get(0).status()).isEqualTo(MessageStatus.RECEIVED_READ);
        assertThat(told.texts()).containsExactly("one");
    }

    @Test
    void tellsOnceThatAContactJoined() throws Exception {
        var connection = online(0);
        var joined = ContactJoinedEntry.newBuilder()
                .setAddress("+12025550123")
                .setUid(9)
                .setAt(1);

        connection.push(1, Entry.newBuilder().setSeq(1).setContactJoined(joined).build());
        connection.push(2, Entry.newBuilder().setSeq(2).setContactJoined(joined).build());

        connection.acknowledgedUpTo(2);
        assertThat(told.joined).extracting(ContactJoined::address).containsExactly("+12025550123");
    }

    @Test
    void tellsEachMoveOfAContactOnce() throws Exception {
        var connection = online(0);
        var joined = ContactJoinedEntry.newBuilder()
                .setAddress("+12025550123")
                .setUid(9)
                .setAt(1);
        var moved = joined.clone()
                .setAddress("+12025550124")
                .setMovedFrom("+12025550123")
                .setMove(40);

        connection.push(1, Entry.newBuilder().setSeq(1).setContactJoined(joined).build());
        connection.push(2, Entry.newBuilder().setSeq(2).setContactJoined(moved).build());
        connection.push(3, Entry.newBuilder().setSeq(3).setContactJoined(moved).build());
        connection.push(
                4,
                Entry.newBuilder().setSeq(4).setContactJoined(moved.setMove(41)).build());

        connection.acknowledgedUpTo(4);
        assertThat(told.joined).extracting(ContactJoined::hasMoved).containsExactly(false, true, true);
        assertThat(told.joined.get(1).movedFrom()).isEqualTo("+12025550123");
    }

    @Test
    void storesWhatItHasToldWhenItIsClosedByAListener(@TempDir Path directory) throws Exception {
        kith.setPath(directory);
        var closed = new CountDownLatch(1);
        kith.addListener(new KithListener() {
            @Override
            public void onMessage(Message message) {
                kith.close();
                closed.countDown();
            }
        });
        var connection = online(0);

        connection.push(1, message(1, 11, "one"));

        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        connection.acknowledgedUpTo(1);
        until(() -> Stored.in(directory).cursor() == 1);
    }

    @Test
    void leavesEverythingAtTheServerWhenItDoesNotReceive() throws Exception {
        kith.setReceiving(false);
        var connection = online(5);

        connection.push(6, message(6, 16, "six"));

        assertThat(connection.isSilent(300)).isTrue();
        assertThat(told.messages).isEmpty();
    }

    @Test
    void isNotDisturbedByAnotherClientOfItsDirectoryThatOnlySends(@TempDir Path directory) throws Exception {
        kith.setPath(directory);
        var receiving = online(0);
        try (var sender = new Kith()) {
            sender.setServer(server.url());
            sender.setAccessToken(ScriptedServer.token(900));
            sender.setPath(directory);
            sender.setReceiving(false);
            sender.start();
            server.connection().greet(0);
            until(() -> sender.getConnectionStatus() == ConnectionStatus.ONLINE);
        }

        receiving.push(1, message(1, 11, "one"));
        receiving.acknowledgedUpTo(1);
        kith.close();

        assertThat(Stored.in(directory).cursor()).isEqualTo(1);
    }

    @Test
    void saysAtTheStartWhenItsDirectoryCannotBeUsed(@TempDir Path directory) throws Exception {
        kith.setPath(directory);
        Files.createDirectory(directory.resolve("kith.db"));

        var failure = KithException.from(
                kith.start().handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS));

        assertThat(failure).hasMessageContaining("What this client stores cannot be used");
        assertThat(kith.getConnectionStatus()).isEqualTo(ConnectionStatus.STOPPED);
    }

    @Test
    void knowsAfterARestartWhatItHasShownAndWhichIdsItGave(@TempDir Path directory) throws Exception {
        kith.setPath(directory);
        var before = online(0);
        before.push(1, message(1, 11, "one"));
        before.frame(FrameCase.ACK);
        int used = kith.random();
        kith.close();

        try (var later = new Kith()) {
            later.setServer(server.url());
            later.setAccessToken(ScriptedServer.token(900));
            later.setPath(directory);
            var toldLater = new Recorder();
            later.addListener(toldLater);
            int offlineId = later.random();
            later.start();
            var after = server.connection();
            var hello = after.greet(2);
            var sync = after.frame(FrameCase.SYNC);
            page(after, sync.getRef(), 2, "", message(1, 11, "one"), message(2, 12, "two"));
            until(() -> toldLater.messages.size() == 1);

            assertThat(hello.getHello().getCursor()).isEqualTo(1);
            assertThat(toldLater.texts()).isEqualTo(List.of("two"));
            assertThat(offlineId).isNotEqualTo(used);
        }
    }

    private static void page(ScriptedServer.Connection connection, int ref, long head, String next, Entry... entries) {
        connection.send(ServerFrame.newBuilder()
                .setRef(ref)
                .setSyncPage(SyncPage.newBuilder()
                        .setHead(head)
                        .setNext(ByteString.copyFromUtf8(next))
                        .addAllEntries(List.of(entries))));
    }
}
