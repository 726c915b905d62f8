package dev.kith.media.finishing;

import static dev.kith.media.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FinishUploadTest extends OnTheStack {
    /// As many as the tests' configuration lets wait, and one more.
    private static final int UPLOADS = 4;

    @Inject
    Vertx vertx;

    record Call(String upload, String content, Future<HttpResponse<byte[]>> answer) {}

    @Test
    void tellsWhoComesWhenManyWaitToComeAgain() throws Exception {
        var calls = new ArrayList<Call>();
        var slow = new CountDownLatch(1);
        var pictures = vertx.createSharedWorkerExecutor("kith-pictures", 1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            pictures.executeBlocking(() -> {
                slow.await();
                return true;
            });
            for (int i = 0; i < UPLOADS; i++) {
                calls.add(upload(callers, "content " + i));
            }

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> calls.stream().anyMatch(call -> call.answer().isDone()));
            slow.countDown();
        } finally {
            slow.countDown();
            pictures.close();
        }

        var refused = calls.stream()
                .filter(call -> call.answer().resultNow().statusCode() != 204)
                .toList();
        assertThat(refused).hasSize(1);
        var answer = refused.getFirst().answer().resultNow();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(text(answer)).getString("code")).isEqualTo("unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        // Nothing has to be sent again.
        for (var call : calls) {
            assertThat(client.offset(call.upload())).isEqualTo(call.content().length());
            assertThat(text(client.get(call.upload().replace("uploads", "files"))))
                    .isEqualTo(call.content());
        }
    }

    private Call upload(ExecutorService callers, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var upload = client.begin(bytes.length, "a");
        return new Call(upload, content, callers.submit(() -> client.append(upload, 0, bytes)));
    }
}
