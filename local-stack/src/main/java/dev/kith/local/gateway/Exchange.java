package dev.kith.local.gateway;

import dev.kith.contracts.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyResponse;
import org.jspecify.annotations.Nullable;

/// One HTTP call on its way through: its body limit, its patience, and what it is answered when the service fails.
final class Exchange {
    private final Vertx vertx;
    private final HttpServerRequest client;
    private final MeteredStream requestBody;
    private final Patience patience;
    private final long bodyLimit;
    private @Nullable HttpClientRequest upstream;
    private boolean timedOut;
    private boolean answering;

    Exchange(Vertx vertx, Settings settings, long bodyLimit, HttpServerRequest client) {
        this.vertx = vertx;
        this.client = client;
        this.bodyLimit = bodyLimit;
        this.patience = new Patience(vertx, settings.timeout(), this::giveUp);
        this.requestBody = new MeteredStream(client, bodyLimit, patience::moved);
    }

    /// Remembers the request to the service, to be able to end it.
    void goesTo(HttpClientRequest request) {
        upstream = request;
    }

    Future<ProxyResponse> sendRequest(ProxyContext context) {
        var request = context.request();
        Body body = request.getBody();
        request.setBody(Body.body(requestBody, body == null ? 0 : body.length()));
        return context.sendRequest().recover(failure -> Future.succeededFuture(refusal(context)));
    }

    Future<Void> sendResponse(ProxyContext context) {
        answering = true;
        patience.moved();
        ProxyResponse response = context.response();
        Headers.removeHopByHop(response.headers());
        // Ours stands already.
        response.headers().remove(RequestId.HEADER);
        Body body = response.getBody();
        if (body != null) {
            response.setBody(
                    Body.body(new MeteredStream(body.stream(), Long.MAX_VALUE, patience::moved), body.length()));
        }
        return context.sendResponse().onComplete(sent -> patience.end());
    }

    private void giveUp() {
        timedOut = true;
        if (upstream != null) {
            upstream.reset();
        }
        if (answering) {
            client.connection().close();
        }
    }

    private ProxyResponse refusal(ProxyContext context) {
        Problem problem = problem();
        ProxyResponse response = context.request().release().response();
        if (problem.code() == ErrorCode.TOO_LARGE) {
            Overflow.discard(vertx, client);
            // On the answer itself: of what passes through, headers of the connection are taken out.
            client.response().putHeader("Connection", "close");
        }
        if (problem.isPassing()) {
            response.putHeader("Retry-After", Problem.RETRY_AFTER_SECONDS);
        }
        return response.setStatusCode(problem.code().status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .setBody(Body.body(problem.body(client)));
    }

    private Problem problem() {
        if (requestBody.isTooLarge()) {
            return Overflow.problem(bodyLimit);
        }
        return timedOut ? Problem.TIMEOUT : Problem.UNAVAILABLE;
    }
}
