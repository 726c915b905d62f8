package dev.kith.profile.backend;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentApp;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.relation.Pairs;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Which users the app has paired.
@Path("/v1/admin/pairs/{one}/{other}")
@Tag(name = "Backend")
@RolesAllowed(Scopes.RELATIONSHIPS_WRITE)
class PairsResource {
    private final CurrentApp caller;
    private final AppUsers users;
    private final Pairs pairs;
    private final RateLimit rate;

    PairsResource(CurrentApp caller, AppUsers users, Pairs pairs, BackendLimits limits) {
        this.caller = caller;
        this.users = users;
        this.pairs = pairs;
        this.rate = new RateLimit("calls about pairs", limits.callsPerMinute(), Duration.ofMinutes(1));
    }

    record Answer(boolean paired) {}

    @GET
    @Operation(summary = "Whether two users are paired")
    public Uni<Answer> get(long one, long other) {
        return expected(one, other).flatMap(app -> pairs.paired(one, other)).map(Answer::new);
    }

    @PUT
    @Operation(summary = "Pair two users")
    public Uni<Answer> pair(long one, long other) {
        return set(one, other, true);
    }

    @DELETE
    @Operation(summary = "Take a pair apart")
    public Uni<Answer> unpair(long one, long other) {
        return set(one, other, false);
    }

    private Uni<Answer> set(long one, long other, boolean paired) {
        return expected(one, other)
                .flatMap(app -> pairs.set(app, one, other, paired))
                .replaceWith(new Answer(paired));
    }

    private Uni<String> expected(long one, long other) {
        var app = caller.id();
        rate.take(app);
        if (one == other) {
            throw new ProblemException(ErrorCode.SELF, "A pair is two users.");
        }
        return users.expect(app, Set.of(one, other)).replaceWith(app);
    }
}
