package dev.kith.media.reading;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.PageSize;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.file.FileRepository;
import dev.kith.media.file.StoredFile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What is known of files, and who else may have them.
@Path("/v1/files")
@Tag(name = "Files")
@RolesAllowed(Scopes.USER)
class FilesResource {
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 500;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final long USUAL_LIFE = 900;
    private static final long LONGEST_LIFE = 86_400;

    private final CurrentUser user;
    private final FileRepository files;
    private final ReadFile read;
    private final ShareFile share;
    private final RemoveFile remove;
    private final RateLimit rate;

    FilesResource(
            CurrentUser user,
            FileRepository files,
            ReadFile read,
            ShareFile share,
            RemoveFile remove,
            MediaConfiguration configuration) {
        this.user = user;
        this.files = files;
        this.read = read;
        this.share = share;
        this.remove = remove;
        this.rate = new RateLimit("calls about files", configuration.callsPerMinute(), Duration.ofMinutes(1));
    }

    @GET
    @Operation(
            summary = "The caller's own files",
            description = "With sha256, in hexadecimal, only one that came as these bytes, if there is one: there is no"
                    + " need to upload it again.")
    public Uni<FilesAnswer> list(
            @QueryParam("sha256") @Nullable String sha256,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit) {
        var caller = caller();
        if (sha256 != null) {
            return files.ofDigest(caller.uid(), caller.app(), digest(sha256))
                    .map(found ->
                            new FilesAnswer(found.stream().map(FileAnswer::of).toList(), null));
        }
        int size = PageSize.of(limit, USUAL_PAGE, LARGEST_PAGE);
        return files.list(caller.uid(), caller.app(), position(cursor), size + 1)
                .map(found -> page(found, size));
    }

    @GET
    @Path("/{id}/about")
    @Operation(summary = "A file without its bytes", description = "For its owner, and with ref for who was sent it.")
    public Uni<FileAnswer> about(@PathParam("id") String id, @QueryParam("ref") @Nullable String reference) {
        return read.find(caller(), FileId.of(id), reference)
                .map(found -> FileAnswer.of(found.orElseThrow(FileId::unknown)));
    }

    @POST
    @Path("/{id}/reference")
    @Operation(
            summary = "A reference to put into a message",
            description = "Any user of the app who has it may read the file, so whoever has the message may. A file of"
                    + " which no reference was ever given goes after a while.")
    public Uni<FileAnswer> refer(@PathParam("id") String id) {
        return share.refer(caller(), FileId.of(id))
                .map(shared -> shared.map(given -> FileAnswer.of(given.file(), given.reference()))
                        .orElseThrow(FileId::unknown));
    }

    @POST
    @Path("/{id}/links")
    @Operation(
            summary = "A link for anybody, that ends",
            description = "For its owner alone. seconds: 1 to 86,400, 900 unless asked.")
    public Uni<LinkAnswer> link(@PathParam("id") String id, @QueryParam("seconds") @Nullable String seconds) {
        return share.link(caller(), FileId.of(id), life(seconds)).map(link -> link.orElseThrow(FileId::unknown));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Take a file back", description = "Nobody has it any more, whatever reference they hold.")
    public Uni<Void> remove(@PathParam("id") String id) {
        return remove.remove(caller(), FileId.of(id)).map(there -> {
            if (!there) {
                throw FileId.unknown();
            }
            return null;
        });
    }

    private Caller caller() {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return caller;
    }

    private static FilesAnswer page(List<StoredFile> found, int size) {
        var page = found.stream().limit(size).map(FileAnswer::of).toList();
        return new FilesAnswer(page, found.size() > size ? page.getLast().id().toString() : null);
    }

    private static UUID position(@Nullable String cursor) {
        try {
            return cursor == null ? BEFORE_ALL : UUID.fromString(cursor);
        } catch (IllegalArgumentException foreign) {
            throw new ProblemException(ErrorCode.BAD_CURSOR, "Begin without a cursor.");
        }
    }

    private static String digest(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "sha256 is 64 hexadecimal digits.");
        }
        return sha256;
    }

    private static Duration life(@Nullable String seconds) {
        try {
            long life = seconds == null ? USUAL_LIFE : Long.parseLong(seconds);
            if (life >= 1 && life <= LONGEST_LIFE) {
                return Duration.ofSeconds(life);
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as for one out of range.
        }
        throw new ProblemException(ErrorCode.INVALID_VALUE, "seconds is 1 to " + LONGEST_LIFE + ".");
    }
}
