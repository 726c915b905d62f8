package dev.kith.profile.backend;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentApp;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// With whom a user may have to do.
@Path("/v1/admin/users/{uid}/restrictions")
@Tag(name = "Backend")
@RolesAllowed(Scopes.RELATIONSHIPS_WRITE)
class RestrictionsResource {
    private final CurrentApp caller;
    private final AppUsers users;
    private final RestrictUser restrict;
    private final RateLimit rate;

    RestrictionsResource(CurrentApp caller, AppUsers users, RestrictUser restrict, BackendLimits limits) {
        this.caller = caller;
        this.users = users;
        this.restrict = restrict;
        this.rate = new RateLimit("calls about restrictions", limits.callsPerMinute(), Duration.ofMinutes(1));
    }

    /// `all`, `contacts` or `paired` each; absent in a request: `all`.
    record Wish(
            @Nullable String incoming,
            @Nullable String outgoing,
            @Nullable String peers) {

        Restriction restriction() {
            return new Restriction(whom("incoming", incoming), whom("outgoing", outgoing), whom("peers", peers));
        }

        private static Whom whom(String name, @Nullable String slug) {
            return slug == null
                    ? Whom.ALL
                    : Whom.ofSlug(slug)
                            .orElseThrow(() -> new ProblemException(
                                    ErrorCode.INVALID_VALUE, name + " is all, contacts or paired."));
        }
    }

    record Answer(String incoming, String outgoing, String peers) {
        static Answer of(Restriction restriction) {
            return new Answer(
                    restriction.incoming().slug(),
                    restriction.outgoing().slug(),
                    restriction.peers().slug());
        }
    }

    @GET
    @Operation(summary = "Whom a user may have to do with")
    public Uni<Answer> get(long uid) {
        return expected(uid).flatMap(app -> restrict.current(uid)).map(Answer::of);
    }

    @PUT
    @Operation(
            summary =
                    "Restrict who may write to a user (incoming), to whom the user may write (outgoing), or both (peers)")
    public Uni<Answer> put(long uid, @Nullable Wish request) {
        if (request == null) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "A body is needed.");
        }
        var wanted = request.restriction();
        return expected(uid).flatMap(app -> restrict.restrict(app, uid, wanted)).replaceWith(Answer.of(wanted));
    }

    private Uni<String> expected(long uid) {
        var app = caller.id();
        rate.take(app);
        return users.expect(app, Set.of(uid)).replaceWith(app);
    }
}
