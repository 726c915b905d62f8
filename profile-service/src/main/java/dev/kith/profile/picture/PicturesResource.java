package dev.kith.profile.picture;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who sees which picture, for media-service, which asks in the name and with the token of its caller. Not routed by
/// the gateway.
@Path("/internal/v1/pictures/{owner}/{file}")
@Tag(name = "Internal")
@RolesAllowed(Scopes.USER)
class PicturesResource {
    private static final int CALLS_PER_MINUTE = 1_200;

    private final CurrentUser user;
    private final SeePicture see;
    private final RateLimit rate = new RateLimit("looks at pictures", CALLS_PER_MINUTE, Duration.ofMinutes(1));

    PicturesResource(CurrentUser user, SeePicture see) {
        this.user = user;
        this.see = see;
    }

    @GET
    @Operation(
            summary = "204 if the caller sees this file as a picture in a profile of its owner or in that of a group")
    public Uni<Void> seen(long owner, UUID file) {
        var caller = user.get();
        rate.take(String.valueOf(caller.uid()));
        return see.sees(caller, owner, new Picture(file)).map(seen -> {
            if (!seen) {
                throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such picture, or not for this caller.");
            }
            return null;
        });
    }
}
