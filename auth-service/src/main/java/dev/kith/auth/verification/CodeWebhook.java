package dev.kith.auth.verification;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;

/// Posts each code to a URL of the operator's, which sends it on: `{"phone": "+49...", "code": "123456"}`, with the
/// secret as bearer token. Any 2xx within [#PATIENCE] means taken. Nothing is repeated: the person asks again.
class CodeWebhook implements CodeSender {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WebClient http;
    private final URI url;
    private final String secret;

    CodeWebhook(Vertx vertx, URI url, String secret) {
        this.http = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout((int) PATIENCE.toMillis())
                        .setFollowRedirects(false)); // a redirect would carry code and secret elsewhere
        this.url = url;
        this.secret = secret;
    }

    @Override
    public Uni<Void> send(OneTimeCode code) {
        return http.postAbs(url.toString())
                .bearerTokenAuthentication(secret)
                .timeout(PATIENCE.toMillis())
                .sendJsonObject(new JsonObject().put("phone", code.phone()).put("code", code.code()))
                .invoke(answer -> {
                    if (answer.statusCode() / 100 != 2) {
                        throw new NotTaken(answer.statusCode());
                    }
                })
                .replaceWithVoid();
    }

    /// The carrier refused.
    static class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotTaken(int status) {
            super("the webhook answered " + status);
        }
    }
}
