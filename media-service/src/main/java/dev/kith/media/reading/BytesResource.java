package dev.kith.media.reading;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.storage.Form;
import dev.kith.media.storage.KeptBytes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/// The bytes of files, whole or in parts. They are sent from where they are kept and never held in memory.
@Path("/v1/files/{id}")
@Tag(name = "Files")
class BytesResource {
    private static final String FOR_GOOD = "private, max-age=86400, immutable";

    /// For what can be taken back: a link ends, a profile shows another picture.
    private static final String FOR_NOW = "private, max-age=60";

    private final CurrentUser user;
    private final ReadFile read;
    private final RateLimit rate;

    BytesResource(CurrentUser user, ReadFile read, MediaConfiguration configuration) {
        this.user = user;
        this.read = read;
        this.rate = new RateLimit("calls to read files", configuration.callsPerMinute(), Duration.ofMinutes(1));
    }

    @GET
    @RolesAllowed(Scopes.USER)
    @Operation(
            summary = "A file",
            description =
                    "For its owner, for who sees it as the picture of a profile, and with ref for who was sent it."
                            + " Takes Range.")
    public Uni<Response> file(
            @PathParam("id") String id,
            @QueryParam("ref") @Nullable String reference,
            HttpServerRequest request,
            HttpServerResponse response) {
        return read.read(caller(), FileId.of(id), Form.WHOLE, reference)
                .flatMap(found -> answer(found, caching(reference), request, response));
    }

    @HEAD
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "As GET, without the bytes")
    public Uni<Response> head(
            @PathParam("id") String id,
            @QueryParam("ref") @Nullable String reference,
            HttpServerRequest request,
            HttpServerResponse response) {
        return file(id, reference, request, response);
    }

    @GET
    @Path("/thumbnail")
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "The small one of a picture")
    public Uni<Response> thumbnail(
            @PathParam("id") String id,
            @QueryParam("ref") @Nullable String reference,
            HttpServerRequest request,
            HttpServerResponse response) {
        return read.read(caller(), FileId.of(id), Form.THUMBNAIL, reference)
                .flatMap(found -> answer(found, caching(reference), request, response));
    }

    @GET
    @Path("/signed")
    @PermitAll
    @Operation(summary = "A file by a link, without a token")
    public Uni<Response> byLink(
            @PathParam("id") String id,
            @QueryParam("until") @Nullable String until,
            @QueryParam("sig") @Nullable String signature,
            HttpServerRequest request,
            HttpServerResponse response) {
        return linked(id, Form.WHOLE, until, signature, request, response);
    }

    @GET
    @Path("/signed/thumbnail")
    @PermitAll
    @Operation(summary = "The small one of a picture by a link, without a token")
    public Uni<Response> thumbnailByLink(
            @PathParam("id") String id,
            @QueryParam("until") @Nullable String until,
            @QueryParam("sig") @Nullable String signature,
            HttpServerRequest request,
            HttpServerResponse response) {
        return linked(id, Form.THUMBNAIL, until, signature, request, response);
    }

    private Uni<Response> linked(
            String id,
            Form form,
            @Nullable String until,
            @Nullable String signature,
            HttpServerRequest request,
            HttpServerResponse response) {
        if (until == null || signature == null || !until.matches("\\d{1,12}")) {
            throw FileId.unknown();
        }
        return read.readByLink(FileId.of(id), form, Long.parseLong(until), signature)
                .flatMap(found -> answer(found, FOR_NOW, request, response));
    }

    private static String caching(@Nullable String reference) {
        return reference == null ? FOR_NOW : FOR_GOOD;
    }

    private Uni<Response> answer(
            Optional<Reading> found, String caching, HttpServerRequest request, HttpServerResponse response) {
        var reading = found.orElseThrow(FileId::unknown);
        response.putHeader(HttpHeaders.ETAG, reading.tag())
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader("Accept-Ranges", "bytes");
        if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), reading.tag())) {
            return Uni.createFrom().item(Response.notModified().build());
        }
        return switch (range(request, reading)) {
            case ByteRange.Whole whole -> bytes(Response.ok(), reading, 0, reading.size(), request);
            case ByteRange.Part part ->
                bytes(
                        Response.status(Response.Status.PARTIAL_CONTENT)
                                .header(
                                        "Content-Range",
                                        "bytes " + part.from() + "-" + (part.from() + part.count() - 1) + "/"
                                                + reading.size()),
                        reading,
                        part.from(),
                        part.count(),
                        request);
            case ByteRange.Nowhere nowhere -> {
                response.putHeader("Content-Range", "bytes */" + reading.size());
                throw new ProblemException(ErrorCode.BAD_RANGE, "The file has " + reading.size() + " bytes.");
            }
        };
    }

    private Uni<Response> bytes(
            Response.ResponseBuilder answer, Reading reading, long from, long count, HttpServerRequest request) {
        answer.type(reading.type())
                .header(HttpHeaders.CONTENT_DISPOSITION, Download.disposition(reading.type(), reading.name()))
                .header("X-Content-Type-Options", "nosniff")
                // What a stranger sent is never run as a page of ours.
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(HttpHeaders.CONTENT_LENGTH, count);
        boolean wanted = request.method().equals(HttpMethod.GET) && count > 0;
        return wanted
                ? read.bytes(reading, from, count)
                        .map(bytes -> answer.entity(body(bytes)).build())
                : Uni.createFrom().item(answer.build());
    }

    private static Object body(KeptBytes bytes) {
        return switch (bytes) {
            case KeptBytes.InFile file -> new PathPart(file.path(), file.from(), file.count());
            case KeptBytes.InPieces pieces -> pieces;
        };
    }

    /// A range of another state of the file would be put together with what the client has: then it gets the whole.
    private static ByteRange range(HttpServerRequest request, Reading reading) {
        var state = request.getHeader("If-Range");
        return state == null || state.equals(reading.tag())
                ? ByteRange.of(request.getHeader("Range"), reading.size())
                : new ByteRange.Whole();
    }

    private static boolean isKnown(@Nullable String tags, String tag) {
        return tags != null
                && Arrays.stream(tags.split(","))
                        .map(String::strip)
                        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    private Caller caller() {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return caller;
    }
}
