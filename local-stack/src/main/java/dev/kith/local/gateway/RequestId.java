package dev.kith.local.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/// The id by which one request is found in the logs of all services. A client may bring its own.
final class RequestId {
    static final String HEADER = "X-Request-Id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private RequestId() {}

    /// Sees to it that the request, on its way on, and its answer carry the same id.
    static void settle(HttpServerRequest request) {
        String given = request.getHeader(HEADER);
        String id = given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        request.headers().set(HEADER, id);
        request.response().putHeader(HEADER, id);
    }

    /// The id of a request that has one.
    static String of(HttpServerRequest request) {
        String id = request.getHeader(HEADER);
        return id == null ? "" : id;
    }
}
