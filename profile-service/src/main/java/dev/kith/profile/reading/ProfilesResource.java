package dev.kith.profile.reading;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.finding.FindUsers;
import dev.kith.profile.following.Following;
import dev.kith.profile.viewing.View;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Profiles of others, as far as the caller may see them.
@Path("/v1")
@Tag(name = "Profiles of others")
@RolesAllowed(Scopes.USER)
class ProfilesResource {
    private final CurrentUser user;
    private final FindUsers users;
    private final Following following;
    private final ReadingLimits limits;
    private final RateLimit rate;

    ProfilesResource(CurrentUser user, FindUsers users, Following following, ReadingLimits limits) {
        this.user = user;
        this.users = users;
        this.following = following;
        this.limits = limits;
        this.rate = new RateLimit("profile reads", limits.callsPerMinute(), Duration.ofMinutes(1));
    }

    @GET
    @Path("/profiles/{address}")
    @Operation(
            summary = "What the caller may see of one user, whom they follow from now on unless they chose otherwise")
    public Uni<SeenProfile> one(String address) {
        return users.toRead(caller(), address).flatMap(this::seen);
    }

    @POST
    @Path("/profiles:batch")
    @Operation(summary = "What the caller may see of many users, by addresses or by uids; a result or a code for each")
    public Uni<BatchAnswer> batch(@Nullable BatchRequest request) {
        var caller = caller();
        if (request == null || (request.addresses() == null) == (request.uids() == null)) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "Give either addresses or uids.");
        }
        var findings = request.addresses() == null
                ? users.byUids(caller, whole(request.uids()))
                : users.byAddresses(caller, whole(request.addresses()));
        return findings.map(BatchAnswer::of);
    }

    private Caller caller() {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return caller;
    }

    private Uni<SeenProfile> seen(View view) {
        if (view.mine().blocked()) {
            throw new ProblemException(ErrorCode.BLOCKED, ErrorCode.BLOCKED.title());
        }
        var seen = SeenProfile.of(view);
        return view.mayFollow()
                ? following.meet(view.viewer(), seen.uid()).replaceWith(seen)
                : Uni.createFrom().item(seen);
    }

    private <T> List<T> whole(@Nullable List<@Nullable T> list) {
        if (list == null || list.isEmpty() || list.size() > limits.mostInBatch()) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "Give 1 to " + limits.mostInBatch() + " people.");
        }
        if (list.stream().anyMatch(Objects::isNull)) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "null is no person.");
        }
        return list.stream().<T>map(Objects::requireNonNull).toList();
    }
}
