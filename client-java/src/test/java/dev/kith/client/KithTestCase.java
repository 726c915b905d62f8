package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client and the server that it talks to. */
abstract class KithTestCase {
    ScriptedServer server;
    Kith kith;
    Recorder told;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedServer();
        kith = new Kith();
        told = new Recorder();
        kith.setServer(server.url());
        kith.setAccessToken(ScriptedServer.token(900), "refresh-1");
        kith.addListener(told);
    }

    @AfterEach
    void close() throws IOException {
        kith.close();
        server.close();
    }

    ScriptedServer.Connection online(long head) throws InterruptedException {
        kith.start();
        var connection = server.connection();
        connection.greet(head);
        until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
        return connection;
    }

    /** For as long as a test is patient. */
    static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has taken no message before it may. */
    static KithListener onceItMayGoOn(CountDownLatch mayGoOn) {
        return new KithListener() {
            @Override
            public void onMessage(Message message) {
                try {
                    mayGoOn.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }
}
