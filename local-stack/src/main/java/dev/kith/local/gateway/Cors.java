package dev.kith.local.gateway;

import dev.kith.contracts.ErrorCode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;

/// Which web pages may call (CORS). Callers are known by their bearer token, never by a cookie, so credentials are not
/// allowed. Programs that are no browsers send no `Origin` and are not concerned.
record Cors(List<String> origins) {
    private static final Problem FOREIGN = new Problem(ErrorCode.FORBIDDEN, "Pages of this origin may not call here.");
    private static final String A_DAY = "86400";

    /// Whether the request comes from a web page that may not call.
    boolean isForeign(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && !isAllowed(origin);
    }

    static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    void answerPreflight(HttpServerRequest request) {
        if (isForeign(request)) {
            FOREIGN.answer(request);
            return;
        }
        allow(request);
        request.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
                .putHeader(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, If-Match, If-None-Match, If-Range, Range, Idempotency-Key, X-Request-Id,"
                                + " Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata, Upload-Checksum,"
                                + " Upload-Concat, X-HTTP-Method-Override")
                .putHeader("Access-Control-Max-Age", A_DAY)
                .end();
    }

    /// Lets the page read the answer, if it may.
    void allow(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || !isAllowed(origin)) {
            return;
        }
        HttpServerResponse response = request.response();
        response.putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Vary", "Origin")
                .putHeader(
                        "Access-Control-Expose-Headers",
                        "ETag, Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id,"
                                + " Accept-Ranges, Content-Range, Content-Disposition, Tus-Resumable, Tus-Version,"
                                + " Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm, Upload-Length, Upload-Offset,"
                                + " Upload-Expires, Upload-Concat");
    }

    void refuse(HttpServerRequest request) {
        FOREIGN.answer(request);
    }

    private boolean isAllowed(String origin) {
        String asked = origin.toLowerCase(Locale.ROOT);
        return origins.stream()
                .anyMatch(allowed -> allowed.endsWith(":*")
                        ? isOnAnyPort(asked, allowed.substring(0, allowed.length() - 1))
                        : asked.equals(allowed));
    }

    private static boolean isOnAnyPort(String asked, String hostWithColon) {
        return asked.startsWith(hostWithColon)
                && asked.substring(hostWithColon.length()).chars().allMatch(Character::isDigit);
    }
}
