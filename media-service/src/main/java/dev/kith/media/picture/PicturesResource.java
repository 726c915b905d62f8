package dev.kith.media.picture;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Which files are pictures of the caller, for profile-service, which asks before a profile refers to them, in the
/// name and with the token of its caller. Not routed by the gateway.
@Path("/internal/v1/pictures")
@Tag(name = "Internal")
@RolesAllowed(Scopes.USER)
class PicturesResource {
    private static final int MOST = 100;
    private static final int CALLS_PER_MINUTE = 1_200;

    private final CurrentUser user;
    private final PictureRepository pictures;
    private final RateLimit rate = new RateLimit("looks at pictures", CALLS_PER_MINUTE, Duration.ofMinutes(1));

    PicturesResource(CurrentUser user, PictureRepository pictures) {
        this.user = user;
        this.pictures = pictures;
    }

    @POST
    @Operation(summary = "Those of these files that are pictures of the caller; they stay for a while from now on")
    public Uni<PicturesAnswer> take(@Nullable PicturesRequest request) {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        if (request == null
                || request.files() == null
                || request.files().stream().anyMatch(Objects::isNull)) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "files are needed.");
        }
        if (request.files().size() > MOST) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "At most " + MOST + " files a call.");
        }
        return pictures.take(caller.uid(), caller.app(), List.copyOf(request.files()))
                .map(PicturesAnswer::new);
    }
}
