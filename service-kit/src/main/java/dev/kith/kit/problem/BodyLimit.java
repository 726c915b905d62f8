package dev.kith.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.contracts.ErrorCode;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Refuses a request that announces too large a body, before anything of it is read. The framework has the same limit
/// and would close the connection without a word; it stays for who does not announce a length.
@ApplicationScoped
public class BodyLimit { // public, with its observer: the framework calls it from another class loader
    private static final int BEFORE_THE_FRAMEWORK = 100;

    private final BigInteger most;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most, ObjectMapper json) {
        this.most = most.asBigInteger();
        this.json = json;
    }

    public void install(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_FRAMEWORK);
    }

    private void check(RoutingContext exchange) {
        if (isTooLarge(exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            refuse(exchange);
        } else {
            exchange.next();
        }
    }

    private boolean isTooLarge(@Nullable String length) {
        try {
            return length != null && new BigInteger(length).compareTo(most) > 0;
        } catch (NumberFormatException noLength) {
            return false; // malformed, and that is for the framework to say
        }
    }

    private void refuse(RoutingContext exchange) {
        var id = RequestId.of(exchange.request().getHeader(RequestId.HEADER));
        var response = exchange.response()
                .setStatusCode(ErrorCode.TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(RequestId.HEADER, id);
        if (exchange.request().version() != HttpVersion.HTTP_2) {
            // What follows on this connection is the body, not the next request.
            response.putHeader(HttpHeaders.CONNECTION, "close");
            response.endHandler(written -> exchange.request().connection().close());
        }
        response.end(body(Problem.of(ErrorCode.TOO_LARGE, "The body is larger than " + most + " bytes.", id)));
    }

    private String body(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
