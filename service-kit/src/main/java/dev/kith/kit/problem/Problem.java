package dev.kith.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.contracts.ErrorCode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// The body of every error answer (RFC 9457). `code` is the stable part; `traceId` finds the request in the logs.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String traceId) {

    /// The media type of a problem.
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ErrorCode code, String detail, @Nullable String traceId) {
        return new Problem("urn:kith:error:" + code.slug(), code.title(), code.status(), detail, code.slug(), traceId);
    }

    Response.ResponseBuilder response() {
        return Response.status(status).type(MediaType.valueOf(MEDIA_TYPE)).entity(this);
    }
}
