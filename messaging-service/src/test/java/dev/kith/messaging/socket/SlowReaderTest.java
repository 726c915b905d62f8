package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.Sync;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SocketTest
class SlowReaderTest {
    private final Connections connections;

    SlowReaderTest(Connections connections) {
        this.connections = connections;
    }

    @Test
    void endsAConnectionWhoseAnswersAreNotRead() {
        var alice = TestUser.joined();
        TestUser.execute(
                "insert into message (owner, id, peer, peer_address, kind, status, changed_seq, accepted_at, flags, type,"
                        + " body, reply_to, content_hash) select ?, 7::bigint << 32 | n, 7, 'seven', 2, 10, n, n, 0, '',"
                        + " repeat('x', 10000), 0, 0 from generate_series(1, 500) n",
                alice.uid());
        TestUser.execute("insert into inbox_head values (?, 500)", alice.uid());
        try (var deaf = Device.deaf(Device.PROTO)) {
            deaf.tell(ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(alice.token("deaf"))));
            await().until(() -> has(alice));

            // Half a megabyte each: together more than the write queue and the sockets' buffers hold.
            for (int i = 0; i < 60; i++) {
                deaf.tell(ClientFrame.newBuilder().setSync(Sync.getDefaultInstance()));
            }

            await().atMost(Duration.ofSeconds(15)).until(() -> !has(alice));
        }
        assertThat(has(alice)).isFalse();
    }

    private boolean has(TestUser user) {
        return connections.sessions().stream().anyMatch(session -> session.uid() == user.uid());
    }
}
