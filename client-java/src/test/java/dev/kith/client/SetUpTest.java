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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
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

    @Test
    void leavesNoThreadWhereTheExecutorOfTheAppWasShutDownBefore(@TempDir Path directory) throws Exception {
        var before = threads();
        kith.setPath(directory);
        var executor = Executors.newSingleThreadExecutor();
        kith.setListenerExecutor(executor);
        var connection = online(0);
        connection.push(1, message(1, 11, "one"));
        connection.acknowledgedUpTo(1);
        kith.messages().get(11).get(10, TimeUnit.SECONDS);
        boolean hadThreads = threads().size() > before.size();
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        kith.close();

        assertThat(hadThreads).isTrue();
        until(() -> before.containsAll(threads()));
    }

    @Test
    void leavesNoThreadWhereTheExecutorOfTheAppDroppedWhatItHadTaken(@TempDir Path directory) throws Exception {
        var before = threads();
        kith.setPath(directory);
        var executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        kith.setListenerExecutor(executor);
        online(0);
        kith.messages().get(11).handle((nothing, refusal) -> refusal).get(10, TimeUnit.SECONDS);
        executor.execute(() -> waitFor(new CountDownLatch(1)));
        kith.setNetworkAvailable(false);
        until(() -> kith.getConnectionStatus() == ConnectionStatus.NO_NETWORK);
        until(() -> !executor.getQueue().isEmpty());
        assertThat(executor.shutdownNow()).hasSize(1);

        kith.close();

        until(() -> before.containsAll(threads()));
    }

    @Test
    void tellsLaterWhatTheExecutorOfTheAppDidNotTake() throws Exception {
        var fails = new AtomicBoolean();
        var executor = Executors.newSingleThreadExecutor();
        kith.setListenerExecutor(task -> {
            if (fails.getAndSet(false)) {
                throw new IllegalStateException("not now");
            }
            executor.execute(task);
        });
        var connection = online(0);
        until(() -> told.connection.contains(ConnectionStatus.ONLINE));

        fails.set(true);
        connection.push(1, message(1, 11, "one"));
        connection.push(2, message(2, 12, "two"));
        connection.acknowledgedUpTo(2);

        assertThat(told.texts()).containsExactly("one", "two");
        executor.shutdown();
    }

    /** Of clients; those of others end meanwhile. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kith-"))
                .collect(Collectors.toSet());
    }
}
