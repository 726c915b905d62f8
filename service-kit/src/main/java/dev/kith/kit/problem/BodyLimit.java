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

/// Refuses a request that announces too large a body, and keeps nothing of it. The framework has the same limit
/// and would close the connection without a word; it stays for who does not announce a length.
@ApplicationScoped
public class BodyLimit { // public, with its observer: the framework calls it from another class loader
    private static final int BEFORE_THE_FRAMEWORK = 100;

    /// A body of at most so many times the limit is read off and dropped before the answer.
    private static final BigInteger READ_OFF = BigInteger.valueOf(4);

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
        var length = length(exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH));
        if (length.compareTo(most) <= 0) {
            exchange.next();
        } else if (exchange.request().getHeader(HttpHeaders.EXPECT) != null
                || length.compareTo(most.multiply(READ_OFF)) > 0) {
            close(exchange);
            answer(exchange);
        } else {
            // Who is still writing does not look for an answer, and would see the connection break instead.
            exchange.request().handler(dropped -> {}).endHandler(read -> answer(exchange));
            exchange.request().resume();
        }
    }

    private static BigInteger length(@Nullable String announced) {
        try {
            return announced == null ? BigInteger.ZERO : new BigInteger(announced);
        } catch (NumberFormatException noLength) {
            return BigInteger.ZERO; // malformed, and that is for the framework to say
        }
    }

    /// What follows on this connection is the body, not the next request.
    private static void close(RoutingContext exchange) {
        if (exchange.request().version() != HttpVersion.HTTP_2) {
            exchange.response()
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .endHandler(written -> exchange.request().connection().close());
        }
    }

    private void answer(RoutingContext exchange) {
        var id = RequestId.of(exchange.request().getHeader(RequestId.HEADER));
        exchange.response()
                .setStatusCode(ErrorCode.TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(RequestId.HEADER, id)
                .end(body(Problem.of(ErrorCode.TOO_LARGE, "The body is larger than " + most + " bytes.", id)));
    }

    private String body(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
