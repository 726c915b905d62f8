package dev.kith.media.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineTest {
    @Test
    void bringsAllThatAServerSaysBeforeItCloses() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var line = new Line(server.getLocalPort());
                var client = new Socket(InetAddress.getLoopbackAddress(), line.port())) {
            try (var connection = server.accept()) {
                connection.getOutputStream().write(new byte[10_000]);
            }
            await().until(() -> line.brought() == 10_000);
            Thread.sleep(200); // until the end is there too

            assertThat(client.getInputStream().readAllBytes()).hasSize(10_000);
        }
    }
}
