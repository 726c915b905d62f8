package dev.kith.media.upload;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// Uploads by tus 1.0.0 (tus.io/protocols/resumable-upload): core, creation, creation-with-upload, termination,
/// checksum, expiration, concatenation.
@Path("/v1/uploads")
@Tag(name = "Uploads")
// A client that goes must not end a chain in its middle: its lock would go under a write, or stay for good.
@Cancellable(false)
class UploadsResource {
    private static final String VERSION = "1.0.0";
    private static final String EXTENSIONS =
            "creation,creation-with-upload,termination,checksum,expiration,concatenation";
    private static final String BYTES = "application/offset+octet-stream";
    private static final String TUS_RESUMABLE = "Tus-Resumable";
    private static final String UPLOAD_OFFSET = "Upload-Offset";
    private static final String UPLOAD_CONCAT = "Upload-Concat";

    private final CurrentUser user;
    private final BeginUpload begin;
    private final JoinUploads join;
    private final TakeBytes bytes;
    private final RemoveUpload remove;
    private final MediaConfiguration configuration;
    private final RateLimit calls;
    private final RateLimit beginnings;

    UploadsResource(
            CurrentUser user,
            BeginUpload begin,
            JoinUploads join,
            TakeBytes bytes,
            RemoveUpload remove,
            MediaConfiguration configuration) {
        this.user = user;
        this.begin = begin;
        this.join = join;
        this.bytes = bytes;
        this.remove = remove;
        this.configuration = configuration;
        this.calls = new RateLimit("calls to upload", configuration.callsPerMinute(), Duration.ofMinutes(1));
        this.beginnings = new RateLimit("uploads of this app", configuration.uploadsPerMinute(), Duration.ofMinutes(1));
    }

    @OPTIONS
    @PermitAll
    @Operation(summary = "What of tus is spoken here")
    public Response options() {
        return Response.noContent()
                .header(TUS_RESUMABLE, VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", configuration.largest())
                .header("Tus-Checksum-Algorithm", Checksum.OFFERED)
                .build();
    }

    @POST
    @RolesAllowed(Scopes.USER)
    @Operation(
            summary = "Begin an upload",
            description = "Upload-Length says how long it will be; filename in Upload-Metadata how it is called. The"
                    + " first bytes may come along. When all bytes are there it is a file, under the same id. With"
                    + " Upload-Concat it is a part, or made of parts that are whole, and then has no bytes of its own.")
    public Uni<Response> begin(
            @HeaderParam("Upload-Length") @Nullable String length,
            @HeaderParam("Upload-Metadata") @Nullable String metadata,
            @HeaderParam("Upload-Checksum") @Nullable String checksum,
            @HeaderParam(UPLOAD_CONCAT) @Nullable String concat,
            HttpServerRequest request,
            HttpServerResponse response) {
        var caller = caller(request, response);
        beginnings.take(caller.app());
        var name = FileName.of(metadata);
        var expected = Optional.ofNullable(checksum).map(Checksum::of);
        return switch (Concat.of(concat)) {
            case Concat.None none ->
                begun(begin.begin(caller, length(length), name, false), caller, expected, request, response);
            case Concat.Partial partial ->
                begun(begin.begin(caller, length(length), name, true), caller, expected, request, response);
            case Concat.Final joined -> {
                if (length != null || isOfBytes(request)) {
                    throw new ProblemException(
                            ErrorCode.BAD_REQUEST, "What is made of parts has their length and their bytes.");
                }
                yield joined(caller, joined, name, response);
            }
        };
    }

    private Uni<Response> begun(
            Uni<Beginning> begun,
            Caller caller,
            Optional<Checksum> checksum,
            HttpServerRequest request,
            HttpServerResponse response) {
        return begun.flatMap(beginning -> switch (beginning) {
            case Beginning.Begun here -> begun(caller, here, checksum, request, response);
            case Beginning.TooMany many ->
                throw new ProblemException(ErrorCode.FILES_FULL, "Finish or end another upload first.");
            case Beginning.Full full ->
                throw new ProblemException(ErrorCode.FILES_FULL, "Delete some of your files first.");
            case Beginning.Departed departed -> throw new ProblemException(ErrorCode.REVOKED, "This account is gone.");
        });
    }

    /// The row says that it is made of them; its bytes are put together by who asks how many there are.
    private Uni<Response> joined(Caller caller, Concat.Final parts, String name, HttpServerResponse response) {
        return join.join(caller, parts.parts(), name).flatMap(joining -> switch (joining) {
            case Joining.Joined(UUID id) ->
                bytes.offset(caller, id)
                        .map(progress -> told(progress, created(id), response).build());
            case Joining.Busy busy -> throw TusAnswer.busy();
            case Joining.Unfinished unfinished ->
                throw new ProblemException(ErrorCode.WRONG_OFFSET, "A part is not whole yet.");
            case Joining.TooLarge large -> throw tooLarge();
            case Joining.Unknown unknown -> throw TusAnswer.unknown();
        });
    }

    @HEAD
    @Path("/{id}")
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "How much of an upload has come")
    public Uni<Response> offset(@PathParam("id") String id, HttpServerRequest request, HttpServerResponse response) {
        var caller = caller(request, response);
        return bytes.offset(caller, id(id))
                .map(progress -> told(progress, Response.ok(), response)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "The next bytes of an upload")
    public Uni<Response> append(
            @PathParam("id") String id,
            @HeaderParam(UPLOAD_OFFSET) @Nullable String offset,
            @HeaderParam("Upload-Checksum") @Nullable String checksum,
            HttpServerRequest request,
            HttpServerResponse response) {
        var caller = caller(request, response);
        if (!isOfBytes(request)) {
            throw new ProblemException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send " + BYTES + ".");
        }
        return unlessGone(bytes.take(
                        caller,
                        id(id),
                        number(UPLOAD_OFFSET, offset),
                        Optional.ofNullable(checksum).map(Checksum::of),
                        body(request, response))
                .map(progress -> told(progress, Response.noContent(), response).build()));
    }

    @POST
    @Path("/{id}")
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "PATCH or DELETE for clients that cannot say so", description = "X-HTTP-Method-Override")
    public Uni<Response> overridden(
            @PathParam("id") String id,
            @HeaderParam("X-HTTP-Method-Override") @Nullable String method,
            @HeaderParam(UPLOAD_OFFSET) @Nullable String offset,
            @HeaderParam("Upload-Checksum") @Nullable String checksum,
            HttpServerRequest request,
            HttpServerResponse response) {
        return switch (method) {
            case "PATCH" -> append(id, offset, checksum, request, response);
            case "DELETE" -> remove(id, request, response);
            case null, default ->
                throw new ProblemException(
                        ErrorCode.METHOD_NOT_ALLOWED, "POST only with X-HTTP-Method-Override: PATCH or DELETE.");
        };
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "End an upload; if it is a file already, that goes too")
    public Uni<Response> remove(@PathParam("id") String id, HttpServerRequest request, HttpServerResponse response) {
        var caller = caller(request, response);
        return remove.remove(caller, id(id)).map(there -> {
            if (!there) {
                throw TusAnswer.unknown();
            }
            return Response.noContent().build();
        });
    }

    private Uni<Response> begun(
            Caller caller,
            Beginning.Begun begun,
            Optional<Checksum> checksum,
            HttpServerRequest request,
            HttpServerResponse response) {
        var created = created(begun.id());
        if (!isOfBytes(request)) {
            return Uni.createFrom()
                    .item(created.header("Upload-Expires", TusAnswer.date(begun.expiresAt()))
                            .build());
        }
        return unlessGone(bytes.take(caller, begun.id(), 0, checksum, body(request, response))
                .map(progress -> told(progress, created, response).build()));
    }

    /// Who calls, if they speak the protocol.
    private Caller caller(HttpServerRequest request, HttpServerResponse response) {
        response.putHeader(TUS_RESUMABLE, VERSION);
        if (!VERSION.equals(request.getHeader(TUS_RESUMABLE))) {
            response.putHeader("Tus-Version", VERSION);
            throw new ProblemException(ErrorCode.TUS_VERSION, "Send Tus-Resumable: " + VERSION + ".");
        }
        var caller = user.get();
        calls.take(Long.toString(caller.uid()));
        return caller;
    }

    private static Response.ResponseBuilder created(UUID id) {
        return Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, "/v1/uploads/" + id);
    }

    private static Response.ResponseBuilder told(
            Progress progress, Response.ResponseBuilder good, HttpServerResponse response) {
        TusAnswer.tell(progress, response);
        return good;
    }

    private static boolean isOfBytes(HttpServerRequest request) {
        return BYTES.equals(request.getHeader(HttpHeaders.CONTENT_TYPE));
    }

    /// Phones lose their network all the time: no trouble, and nobody is there to hear of it.
    private static Uni<Response> unlessGone(Uni<Response> answer) {
        return answer.onFailure(ClientLeft.class)
                .recoverWithItem(
                        () -> Response.status(ErrorCode.UNAVAILABLE.status()).build());
    }

    /// The bytes of a request, which are asked for only when it is known where they go. They end in [ClientLeft] if
    /// the client does not stay until the last.
    private static Multi<Buffer> body(HttpServerRequest request, HttpServerResponse response) {
        return Multi.createFrom()
                .<Buffer>deferred(() -> {
                    if (response.closed()) {
                        // Of a client that went before, nothing would come, and no end either.
                        return Multi.createFrom().failure(new HttpClosedException("before it was asked"));
                    }
                    if (request.getHeader("Expect") != null) {
                        response.writeContinue();
                    }
                    return MultiHelper.toMulti(request);
                })
                .onFailure(failure -> failure instanceof SocketException || failure instanceof HttpClosedException)
                .transform(ClientLeft::new);
    }

    private long length(@Nullable String header) {
        long length = number("Upload-Length", header);
        if (length > configuration.largest()) {
            throw tooLarge();
        }
        return length;
    }

    private static long number(String name, @Nullable String header) {
        try {
            long number = header == null ? -1 : Long.parseLong(header);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as for a negative one.
        }
        throw new ProblemException(ErrorCode.BAD_REQUEST, name + " is a number of bytes.");
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw TusAnswer.unknown();
        }
    }

    private ProblemException tooLarge() {
        return new ProblemException(ErrorCode.TOO_LARGE, "A file has at most " + configuration.largest() + " bytes.");
    }
}
