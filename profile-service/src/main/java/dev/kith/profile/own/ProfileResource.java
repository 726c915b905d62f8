package dev.kith.profile.own;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.own.ChangeProfile.Outcome;
import dev.kith.profile.picture.OwnPictures;
import dev.kith.profile.state.ProfileState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The caller's own profile.
@Path("/v1/profile")
@Tag(name = "Own profile")
@RolesAllowed(Scopes.USER)
class ProfileResource {
    private final CurrentUser user;
    private final ProfileRepository profiles;
    private final ChangeProfile change;
    private final OwnPictures pictures;
    private final Newcomers newcomers;
    private final RateLimit rate;

    ProfileResource(
            CurrentUser user,
            ProfileRepository profiles,
            ChangeProfile change,
            OwnPictures pictures,
            Newcomers newcomers,
            OwnProfileLimits limits) {
        this.user = user;
        this.profiles = profiles;
        this.change = change;
        this.pictures = pictures;
        this.newcomers = newcomers;
        this.rate = new RateLimit("calls on the own profile", limits.callsPerMinute(), Duration.ofMinutes(1));
    }

    @GET
    @Operation(summary = "All fields, with the levels that open each")
    public Uni<RestResponse<ProfileAnswer>> get() {
        var caller = caller();
        return newcomers
                .arrival(caller.uid(), caller.app())
                .flatMap(here -> profiles.read(caller.uid(), caller.app()))
                .map(found -> answer(found.orElseThrow(ProfileResource::nobody)));
    }

    @PATCH
    @Operation(
            summary = "Change some fields; If-Match makes sure that nobody else did in between",
            description =
                    "What is absent stays, a null value is cleared, a null field goes. A field has one value and its"
                            + " levels, or values, each with its levels; a level opens at most one of them, and the highest level"
                            + " that a viewer holds wins. A value is a text, number, boolean, object or list of at most 4 KiB. The"
                            + " picture is the path of a picture that the caller uploaded, /v1/files/{id}.")
    public Uni<RestResponse<ProfileAnswer>> patch(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable PatchRequest request,
            HttpServerResponse response) {
        var caller = caller();
        if (request == null) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "A body is needed.");
        }
        var patch = request.patch();
        var expected = ExpectedVersion.of(ifMatch);
        return pictures.require(caller, patch.pictures())
                .flatMap(theirs -> newcomers.arrival(caller.uid(), caller.app()))
                .flatMap(here -> change.change(caller.uid(), caller.app(), patch, expected))
                .map(outcome -> answer(outcome, response));
    }

    private Caller caller() {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return caller;
    }

    private static RestResponse<ProfileAnswer> answer(Outcome outcome, HttpServerResponse response) {
        return switch (outcome) {
            case Outcome.Changed changed -> answer(changed.now());
            case Outcome.Conflict conflict -> {
                response.putHeader(HttpHeaders.ETAG, ExpectedVersion.tag(conflict.version()));
                throw new ProblemException(
                        ErrorCode.VERSION_CONFLICT, "The current version is " + conflict.version() + ".");
            }
            case Outcome.Nobody nobody -> throw nobody();
        };
    }

    private static RestResponse<ProfileAnswer> answer(ProfileState profile) {
        return RestResponse.ResponseBuilder.ok(ProfileAnswer.of(profile))
                .header(HttpHeaders.ETAG, ExpectedVersion.tag(profile.version()))
                .build();
    }

    // Only for a user who is erased between two steps of the call.
    private static ProblemException nobody() {
        return new ProblemException(ErrorCode.FORBIDDEN, "This user is gone.");
    }
}
