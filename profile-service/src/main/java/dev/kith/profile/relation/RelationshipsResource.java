package dev.kith.profile.relation;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.PageSize;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.cursor.Cursor;
import dev.kith.profile.finding.FindUsers;
import dev.kith.profile.relation.RelationshipRepository.Listed;
import dev.kith.profile.relation.RelationshipRepository.Wish;
import dev.kith.profile.viewing.View;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How the caller stands to others.
@Path("/v1/relationships")
@Tag(name = "Relationships")
@RolesAllowed(Scopes.USER)
class RelationshipsResource {
    private static final int USUAL_PAGE = 100;

    private static final int CURSOR = 1;

    private final CurrentUser user;
    private final FindUsers users;
    private final ChangeRelationship change;
    private final RelationshipRepository relationships;
    private final RelationshipLimits limits;
    private final Clock clock;
    private final RateLimit rate;

    RelationshipsResource(
            CurrentUser user,
            FindUsers users,
            ChangeRelationship change,
            RelationshipRepository relationships,
            RelationshipLimits limits,
            Clock clock) {
        this.user = user;
        this.users = users;
        this.change = change;
        this.relationships = relationships;
        this.limits = limits;
        this.clock = clock;
        this.rate = new RateLimit("relationship calls", limits.callsPerMinute(), Duration.ofMinutes(1));
    }

    @PUT
    @Path("/{address}")
    @Operation(summary = "Grant levels to a user, for good or for a time, follow, block; what is absent stays as it is")
    public Uni<RelationshipAnswer> put(String address, @Nullable RelationshipRequest request) {
        var caller = caller();
        if (request == null) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "A body is needed.");
        }
        var wish = request.wish(clock.instant());
        return users.toRelate(caller, address).flatMap(peer -> change(caller, peer, wish));
    }

    @GET
    @Operation(summary = "All relationships of the caller, in pages")
    public Uni<RelationshipAnswer.Page> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        var caller = caller();
        int size = PageSize.of(limit, USUAL_PAGE, limits.mostOnPage());
        long after = cursor == null ? 0 : after(caller, cursor);
        return relationships.list(caller.uid(), caller.app(), after, size).map(listed -> page(caller, listed, size));
    }

    private Caller caller() {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return caller;
    }

    private Uni<RelationshipAnswer> change(Caller caller, View peer, Wish wish) {
        if (peer.self()) {
            throw new ProblemException(ErrorCode.SELF, "This is your own address.");
        }
        var profile = peer.profile();
        return change.change(caller.app(), caller.uid(), profile.uid(), wish)
                .map(relationship -> RelationshipAnswer.of(profile.address(), relationship, clock.instant()));
    }

    private RelationshipAnswer.Page page(Caller caller, List<Listed> listed, int limit) {
        var cursor = listed.size() < limit
                ? null
                : Cursor.of(
                        CURSOR, caller.uid(), listed.getLast().relationship().peer());
        var now = clock.instant();
        return new RelationshipAnswer.Page(
                listed.stream().map(one -> RelationshipAnswer.of(one, now)).toList(), cursor);
    }

    private static long after(Caller caller, String cursor) {
        var numbers = Cursor.read(CURSOR, 2, cursor);
        if (numbers[0] != caller.uid() || numbers[1] <= 0) {
            throw Cursor.bad();
        }
        return numbers[1];
    }
}
