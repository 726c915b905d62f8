package dev.kith.profile.group;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.group.ChangeGroupProfile.Change;
import dev.kith.profile.group.ChangeGroupProfile.Outcome;
import dev.kith.profile.own.ExpectedVersion;
import dev.kith.profile.picture.OwnPictures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The profile of a group, for everybody in it; changed by those whose role may.
@Path("/v1/groups/{id}/profile")
@Tag(name = "Groups")
@RolesAllowed(Scopes.USER)
class GroupProfileResource {
    private final CurrentUser user;
    private final GroupProfiles profiles;
    private final ChangeGroupProfile change;
    private final OwnPictures pictures;
    private final RateLimit rate;

    GroupProfileResource(
            CurrentUser user,
            GroupProfiles profiles,
            ChangeGroupProfile change,
            OwnPictures pictures,
            GroupSettings settings) {
        this.user = user;
        this.profiles = profiles;
        this.change = change;
        this.pictures = pictures;
        this.rate = new RateLimit("calls on profiles of groups", settings.callsPerMinute(), Duration.ofMinutes(1));
    }

    @GET
    @Operation(summary = "Name, picture and info of a group that the caller is in")
    public Uni<RestResponse<GroupProfile>> get(long id) {
        var caller = caller();
        return profiles.one(caller.uid(), caller.app(), id).map(GroupProfileResource::answer);
    }

    @PATCH
    @Operation(
            summary = "Change some fields; If-Match makes sure that nobody else did in between",
            description =
                    "What is absent stays, a null field goes. The picture is the path of a picture that the caller"
                            + " uploaded, /v1/files/{id}.")
    public Uni<RestResponse<GroupProfile>> patch(
            long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Map<String, @Nullable JsonNode> request,
            HttpServerResponse response) {
        var caller = caller();
        if (request == null) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "A body is needed.");
        }
        var patch = GroupPatch.of(request);
        var wanted = new Change(caller.uid(), caller.app(), id, patch, ExpectedVersion.of(ifMatch));
        return profiles.one(caller.uid(), caller.app(), id)
                .flatMap(here ->
                        pictures.require(caller, patch.picture().stream().toList()))
                .flatMap(theirs -> change.change(wanted))
                .map(outcome -> answer(outcome, response));
    }

    private Caller caller() {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return caller;
    }

    private static RestResponse<GroupProfile> answer(Outcome outcome, HttpServerResponse response) {
        return switch (outcome) {
            case Outcome.Changed changed -> answer(changed.now());
            case Outcome.Conflict conflict -> {
                response.putHeader(HttpHeaders.ETAG, ExpectedVersion.tag(conflict.version()));
                throw new ProblemException(
                        ErrorCode.VERSION_CONFLICT, "The current version is " + conflict.version() + ".");
            }
        };
    }

    private static RestResponse<GroupProfile> answer(GroupProfile profile) {
        return RestResponse.ResponseBuilder.ok(profile)
                .header(HttpHeaders.ETAG, ExpectedVersion.tag(profile.version()))
                .build();
    }
}
