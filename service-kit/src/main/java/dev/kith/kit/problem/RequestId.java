package dev.kith.kit.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Gives every request an id, the gateway's if it came through it, that stands in the logs and in problems.
public class RequestId { // public, with its filters: the framework calls them from another class loader
    static final String HEADER = "X-Request-Id";
    private static final String KEY = "traceId";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    @ServerRequestFilter(preMatching = true)
    public void take(ContainerRequestContext request) {
        MDC.put(KEY, of(request.getHeaderString(HEADER)));
    }

    @ServerResponseFilter
    public void give(ContainerResponseContext response) {
        var id = current();
        if (id != null) {
            response.getHeaders().putSingle(HEADER, id);
        }
    }

    static String of(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    static @Nullable String current() {
        return MDC.get(KEY) instanceof String id ? id : null;
    }
}
