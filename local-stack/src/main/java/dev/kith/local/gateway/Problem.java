package dev.kith.local.gateway;

import dev.kith.contracts.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/// An error of the gateway itself, in the form in which the services give theirs (RFC 9457).
///
/// @param code what went wrong
/// @param detail for the caller: what to change
record Problem(ErrorCode code, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";
    /// How long a caller leaves a service alone that is down: about the time that it takes to start again.
    static final String RETRY_AFTER_SECONDS = "2";

    static final Problem NOT_FOUND = new Problem(ErrorCode.NOT_FOUND, "There is nothing at this path.");
    static final Problem HANDSHAKE_WITH_BODY =
            new Problem(ErrorCode.BAD_REQUEST, "The handshake of a WebSocket has no body and announces none.");
    static final Problem UNAVAILABLE =
            new Problem(ErrorCode.UNAVAILABLE, "The service behind this path is down or restarting. Try again soon.");
    static final Problem TIMEOUT =
            new Problem(ErrorCode.TIMEOUT, "The service behind this path did not answer in time.");

    boolean isPassing() {
        return code == ErrorCode.UNAVAILABLE;
    }

    Buffer body(HttpServerRequest request) {
        return new JsonObject()
                .put("type", "urn:kith:error:" + code.slug())
                .put("title", code.title())
                .put("status", code.status())
                .put("detail", detail)
                .put("code", code.slug())
                .put("traceId", RequestId.of(request))
                .toBuffer();
    }

    /// Answers the request with this problem.
    void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        if (isPassing()) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setStatusCode(code.status()).putHeader("Content-Type", MEDIA_TYPE);
        response.end(body(request));
    }
}
