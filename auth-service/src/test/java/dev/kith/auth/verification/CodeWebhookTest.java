package dev.kith.auth.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodeWebhookTest {
    private static final OneTimeCode CODE =
            new OneTimeCode("app_a", "+4915123456789", "123456", Duration.ofMinutes(10));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<String> bearers = new CopyOnWriteArrayList<>();
    private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @Test
    void postsNumberAndCodeWithItsSecret() {
        var webhook = webhook(carrier(204));

        webhook.send(CODE).await().atMost(Duration.ofSeconds(5));

        assertThat(bodies)
                .containsExactly(new JsonObject().put("phone", "+4915123456789").put("code", "123456"));
        assertThat(bearers).containsExactly("Bearer shh");
    }

    @Test
    void failsUnlessTheCarrierTookIt() {
        var webhook = webhook(carrier(500));

        var sending = webhook.send(CODE);

        assertThatThrownBy(() -> sending.await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(CodeWebhook.NotTaken.class)
                .hasMessageContaining("500")
                .hasMessageNotContaining("123456");
    }

    @Test
    void followsNoRedirect() {
        var webhook = webhook(carrier(307));

        var sending = webhook.send(CODE);

        assertThatThrownBy(() -> sending.await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(CodeWebhook.NotTaken.class);
        assertThat(paths).containsExactly("/send");
    }

    @Test
    void failsWhenNobodyAnswers() {
        var webhook = webhook(1);

        var sending = webhook.send(CODE);

        assertThatThrownBy(() -> sending.await().atMost(Duration.ofSeconds(5))).isNotNull();
    }

    private CodeWebhook webhook(int port) {
        return new CodeWebhook(vertx, URI.create("http://127.0.0.1:" + port + "/send"), "shh");
    }

    private int carrier(int status) {
        return vertx.getDelegate()
                .createHttpServer()
                .requestHandler(request -> take(request, status))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void take(HttpServerRequest request, int status) {
        paths.add(request.path());
        bearers.add(request.getHeader("Authorization"));
        request.bodyHandler(body -> {
            bodies.add(body.toJsonObject());
            request.response()
                    .setStatusCode(status)
                    .putHeader("Location", "/elsewhere")
                    .end();
        });
    }
}
