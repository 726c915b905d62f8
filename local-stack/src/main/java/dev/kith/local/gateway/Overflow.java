package dev.kith.local.gateway;

import dev.kith.contracts.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/// What happens to a body that is too large: the answer is sent at once, and what still comes is thrown away for a
/// moment before the connection closes. Closing at once would reset it under a client that is still sending, and the
/// client would never read why.
final class Overflow {
    private static final long MOMENT_MS = 1_000;

    private Overflow() {}

    static Problem problem(long limit) {
        return new Problem(ErrorCode.TOO_LARGE, "The body may have at most " + limit + " bytes here.");
    }

    static void discard(Vertx vertx, HttpServerRequest request) {
        request.handler(piece -> {});
        request.resume();
        var connection = request.connection();
        vertx.setTimer(MOMENT_MS, passed -> connection.close());
    }
}
