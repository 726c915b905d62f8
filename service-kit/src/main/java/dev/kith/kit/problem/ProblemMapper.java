package dev.kith.kit.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.event.Outage;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Turns whatever ends a request into a problem. Nothing of the inside leaves the process: an exception that nobody
/// foresaw is `internal`, logged once with the trace id that the caller gets.
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int TOO_MANY_REQUESTS = 429;

    /// Of a body that did not say how long it is, and went on beyond the limit while it was read: the framework has
    /// answered already, and closes the connection. A second answer could only fail, so there is none to write.
    private static final String FRAMEWORK_HAS_REFUSED = "Request too large";

    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(2);

    @ServerExceptionMapper
    public Response map(ProblemException refusal) {
        var response = Problem.of(refusal.code(), refusal.detail(), RequestId.current())
                .response();
        refusal.retryAfter().map(ProblemMapper::wholeSeconds).ifPresent(wait -> {
            response.header(HttpHeaders.RETRY_AFTER, wait);
            if (refusal.code().status() == TOO_MANY_REQUESTS) {
                response.header("RateLimit-Remaining", 0).header("RateLimit-Reset", wait);
            }
        });
        refusal.limit().ifPresent(limit -> response.header("RateLimit-Limit", limit));
        return response.build();
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    @ServerExceptionMapper
    public Response map(UnauthorizedException missing) {
        return challenge(ErrorCode.UNAUTHENTICATED, "Send a valid access token: Authorization: Bearer ...");
    }

    @ServerExceptionMapper
    public Response map(AuthenticationFailedException failed) {
        if (TokenTrouble.isOutage(failed)) {
            LOG.warnf("request %s has a token that cannot be verified: %s", RequestId.current(), failed.toString());
            return map(ProblemException.retryAfter(
                    ErrorCode.UNAVAILABLE, "The token cannot be verified at the moment.", AFTER_OUTAGE));
        }
        return TokenTrouble.isExpiry(failed)
                ? challenge(ErrorCode.TOKEN_EXPIRED, "Ask for a new access token with the refresh token.")
                : challenge(ErrorCode.UNAUTHENTICATED, "The access token is not valid here.");
    }

    @ServerExceptionMapper
    public Response map(ForbiddenException forbidden) {
        return answer(ErrorCode.FORBIDDEN, "This token may not do that.");
    }

    // Beside the general one below, because the framework has a mapper of its own for exactly this class.
    @ServerExceptionMapper
    public Response map(MismatchedInputException unreadable) {
        return json(unreadable);
    }

    @ServerExceptionMapper
    public Response map(JsonProcessingException unreadable) {
        return json(unreadable);
    }

    @ServerExceptionMapper
    public Response map(WebApplicationException refusal) {
        return switch (refusal.getCause()) {
            case JsonProcessingException json -> json(json);
            case ProblemException problem -> map(problem);
            case null, default -> byStatus(refusal);
        };
    }

    @ServerExceptionMapper
    public Response map(Exception unforeseen) {
        if (unforeseen.getCause() instanceof ProblemException problem) {
            return map(problem);
        }
        if (FRAMEWORK_HAS_REFUSED.equals(unforeseen.getMessage())) {
            return Response.status(ErrorCode.TOO_LARGE.status()).build();
        }
        if (Outage.isOne(unforeseen)) {
            LOG.warnf("request %s met an outage: %s", RequestId.current(), unforeseen.toString());
            return map(ProblemException.retryAfter(
                    ErrorCode.UNAVAILABLE, "A part of the server is away for a moment.", AFTER_OUTAGE));
        }
        LOG.errorf(unforeseen, "request %s failed", RequestId.current());
        return answer(ErrorCode.INTERNAL, "Something went wrong; quote the trace id to the operator.");
    }

    private static Response json(JsonProcessingException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown ->
                answer(ErrorCode.UNKNOWN_FIELD, "Unknown field: " + path(unknown));
            case JsonMappingException broken
            when broken.getCause() instanceof JsonParseException ->
                answer(ErrorCode.BAD_REQUEST, "The body is not valid JSON.");
            case JsonMappingException mapping -> answer(ErrorCode.INVALID_VALUE, "Not a value for: " + path(mapping));
            default -> answer(ErrorCode.BAD_REQUEST, "The body is not valid JSON.");
        };
    }

    private static String path(JsonMappingException at) {
        var path = at.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the body" : path;
    }

    private static Response byStatus(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        return switch (status) {
            case 401 -> answer(ErrorCode.UNAUTHENTICATED, "A valid access token is needed.");
            case 403 -> answer(ErrorCode.FORBIDDEN, "This token may not do that.");
            case 404 -> answer(ErrorCode.NOT_FOUND, "There is nothing at this path.");
            case 405 -> answer(ErrorCode.METHOD_NOT_ALLOWED, "This path does not take this method.");
            case 406 -> answer(ErrorCode.NOT_ACCEPTABLE, "Ask for application/json.");
            case 413 -> answer(ErrorCode.TOO_LARGE, "The body is too large.");
            case 415 -> answer(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            default -> {
                if (status < 400 || status >= 500) {
                    LOG.errorf(refusal, "request %s failed", RequestId.current());
                    yield answer(ErrorCode.INTERNAL, "Something went wrong; quote the trace id to the operator.");
                }
                yield answer(ErrorCode.BAD_REQUEST, "The request is malformed.");
            }
        };
    }

    private static Response challenge(ErrorCode code, String detail) {
        return Problem.of(code, detail, RequestId.current())
                .response()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private static Response answer(ErrorCode code, @Nullable String detail) {
        return Problem.of(code, detail == null ? code.title() : detail, RequestId.current())
                .response()
                .build();
    }
}
