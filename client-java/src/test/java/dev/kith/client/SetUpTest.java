package dev.kith.client;

import static dev.kith.client.ScriptedServer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.IdBlock;
import dev.kith.contracts.socket.Limits;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Welcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetUpTest extends KithTestCase {
    @Test
    void keepsEverythingInTheFileThatIsSaid(@TempDir Path directory) throws Exception {
        var file = directory.resolve("mine.sqlite");
        kith.setDatabase(file);
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));
        connection.acknowledgedUpTo(1);
        kith.close();

        kith = new Kith();
        kith.setAccessToken(ScriptedServer.token(900), "refresh-1");
        kith.setDatabase(file);

        assertThat(kith.messages().get(11).get(20, TimeUnit.SECONDS)).isPresent();
        try (var files = Files.list(directory)) {
            assertThat(files.map(one -> String.valueOf(one.getFileName())))
                    .allMatch(name -> name.startsWith("mine.sqlite"));
        }
    }

    @Test
    void goesToNoOtherHostWithoutEncryptionUnlessThatIsSwitchedOff() {
        kith.setServer("http://chat.example");
        kith.setNetworkAvailable(false);

        assertThatThrownBy(() -> kith.start()).hasMessageContaining("in the clear");
        kith.setSecureConnection(false);
        kith.start();
        until(() -> kith.getConnectionStatus() == ConnectionStatus.NO_NETWORK);
    }

    @Test
    void hasTheTimeOfTheServer() throws Exception {
        long ahead = TimeUnit.MINUTES.toMillis(5);
        kith.start();
        var connection = server.connection();
        var hello = connection.frame(FrameCase.HELLO);
        connection.send(ServerFrame.newBuilder()
                .setRef(hello.getRef())
                .setWelcome(Welcome.newBuilder()
                        .setUid(ScriptedServer.UID)
                        .setServerTime(System.currentTimeMillis() + ahead)
                        .setLimits(Limits.newBuilder().setPingSeconds(30))
                        .setIdBlock(IdBlock.newBuilder().setFirst(1).setLast(9).setNext(1))));
        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);

        assertThat(kith.getTimestamp())
                .isCloseTo(System.currentTimeMillis() + ahead, within(TimeUnit.MINUTES.toMillis(1)));
    }

    @Test
    void callsListenersWhereTheAppWants() throws Exception {
        List<String> threads = new CopyOnWriteArrayList<>();
        kith.setListenerExecutor(task -> new Thread(task, "the app's own").start());
        kith.addListener(new KithListener() {
            @Override
            public void onMessage(Message message) {
                threads.add(Thread.currentThread().getName());
            }
        });
        var connection = online(0);

        connection.push(1, message(1, 11, "one"));

        until(() -> !threads.isEmpty());
        assertThat(threads).containsExactly("the app's own");
    }
}
