package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Joining a group by a link. Its token is in the body: paths are written to logs.
@Path("/v1")
@Tag(name = "Groups")
@RolesAllowed(Scopes.USER)
class JoinResource {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final CurrentUser user;
    private final Invitations invitations;
    private final GroupReader groups;
    private final GroupCalls calls;

    JoinResource(CurrentUser user, Invitations invitations, GroupReader groups, GroupCalls calls) {
        this.user = user;
        this.invitations = invitations;
        this.groups = groups;
        this.calls = calls;
    }

    record Join(@Nullable String token) {}

    @POST
    @Path("/groups:join")
    @Operation(summary = "Join by a link")
    public Uni<GroupAnswer> join(@Nullable Join request) {
        var caller = calls.take(user.get());
        var token = request == null ? null : request.token();
        if (token == null || !TOKEN.matcher(token).matches()) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "token is the token of an invitation.");
        }
        return invitations
                .join(caller, token)
                .flatMap(group -> groups.one(caller.uid(), caller.app(), group.id()))
                .map(GroupAnswer::of);
    }
}
