package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.group.Invitations.Invitation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Links by which one joins a group; for those who may add members.
@Path("/v1/groups/{id}/invitations")
@Tag(name = "Groups")
@RolesAllowed(Scopes.USER)
class InvitationsResource {
    private final CurrentUser user;
    private final Invitations invitations;
    private final GroupCalls calls;
    private final GroupSettings settings;

    InvitationsResource(CurrentUser user, Invitations invitations, GroupCalls calls, GroupSettings settings) {
        this.user = user;
        this.invitations = invitations;
        this.calls = calls;
        this.settings = settings;
    }

    record Wish(@Nullable Long expiresIn, @Nullable Integer uses) {}

    /// The token is told here and never again.
    record Made(UUID id, String token, Instant expiresAt, int usesLeft) {}

    record Listing(List<Invitation> invitations) {}

    @POST
    @ResponseStatus(201)
    @Operation(summary = "A new link, with the seconds that it lives and how often it can be used")
    public Uni<Made> make(long id, @Nullable Wish wish) {
        var caller = caller();
        var life = wish == null || wish.expiresIn() == null
                ? settings.usualInvitation()
                : Duration.ofSeconds(between(
                        "expiresIn",
                        wish.expiresIn(),
                        settings.longestInvitation().toSeconds()));
        int uses = wish == null || wish.uses() == null
                ? settings.usualUses()
                : (int) between("uses", wish.uses(), settings.mostMembers());
        return invitations
                .make(caller, id, life, uses)
                .map(made -> new Made(
                        made.invitation().id(),
                        made.token(),
                        made.invitation().expiresAt(),
                        made.invitation().usesLeft()));
    }

    @GET
    @Operation(summary = "The links that still work, without their tokens")
    public Uni<Listing> list(long id) {
        return invitations.list(caller(), id).map(Listing::new);
    }

    @DELETE
    @Path("{invitation}")
    @Operation(summary = "Take a link back")
    public Uni<Void> revoke(long id, UUID invitation) {
        return invitations.revoke(caller(), id, invitation);
    }

    private Caller caller() {
        return calls.take(user.get());
    }

    private static long between(String what, long given, long most) {
        if (given < 1 || given > most) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, what + " is 1 to " + most + ".");
        }
        return given;
    }
}
