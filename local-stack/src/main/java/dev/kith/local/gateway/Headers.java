package dev.kith.local.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What of the headers goes on and what does not.
final class Headers {
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    /// They concern one connection only (RFC 9110, 7.6.1).
    private static final List<String> HOP_BY_HOP = List.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade");

    /// They tell who is calling, and nobody but us may say so.
    private static final Set<String> FORWARDING = Set.of("forwarded", "via", "x-real-ip", "x-client-ip");

    /// Without these a message is another message: `Connection` cannot name them away.
    private static final Set<String> OF_THE_MESSAGE =
            Set.of("authorization", "content-length", "content-type", "host", "transfer-encoding");

    private Headers() {}

    /// Replaces what the client says about its own way here by what we see, and what proxies of ours in front saw.
    static void setForwarded(HttpServerRequest request, int proxies) {
        MultiMap headers = request.headers();
        String client = client(
                headers.getAll("X-Forwarded-For"), request.remoteAddress().hostAddress(), proxies);
        boolean secure = request.isSSL() || (proxies > 0 && "https".equalsIgnoreCase(headers.get("X-Forwarded-Proto")));
        for (String name : Set.copyOf(headers.names())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (FORWARDING.contains(lower) || lower.startsWith("x-forwarded")) {
                headers.remove(name);
            }
        }
        headers.set("X-Forwarded-For", client);
        headers.set("X-Forwarded-Proto", secure ? "https" : "http");
        if (request.authority() != null) {
            headers.set("X-Forwarded-Host", request.authority().toString());
        }
    }

    /// Whose request it is. Each proxy adds whom it was called by at the end, so the outermost of ours wrote the entry
    /// that is as many from the end as there are proxies; what stands before it the client may have made up.
    static String client(List<String> forwardedFor, String peer, int proxies) {
        List<String> hops = forwardedFor.stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .toList();
        return proxies == 0 || hops.size() < proxies ? peer : hops.get(hops.size() - proxies);
    }

    /// Removes what concerns the client's connection alone, also what `Connection` names besides.
    static void removeHopByHop(MultiMap headers) {
        for (String connection : headers.getAll("connection")) {
            COMMA.splitAsStream(connection)
                    .filter(name -> !name.isBlank() && !OF_THE_MESSAGE.contains(name.toLowerCase(Locale.ROOT)))
                    .forEach(headers::remove);
        }
        HOP_BY_HOP.forEach(headers::remove);
    }
}
