package dev.kith.media.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InBucket.class)
class S3ServerTest extends OnTheStack {
    S3Server server;

    /// A question meets the moment between two steps of a removal in some of these rounds.
    @Test
    void tellsWhetherAContentIsThereWhileItIsBeingRemoved() {
        for (int round = 0; round < 200; round++) {
            var content = UUID.randomUUID().toString();
            server.put(content, new byte[1_000]);
            var removing = CompletableFuture.runAsync(() -> server.remove(content));

            while (!removing.isDone()) {
                server.has(content);
            }
            removing.join();
            assertThat(server.has(content)).isFalse();
        }
    }
}
