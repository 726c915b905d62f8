package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.GroupKind;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.page.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The caller's groups. One that there is not, another app's and one that the caller is not in are all `not-found`.
@Path("/v1")
@Tag(name = "Groups")
@RolesAllowed(Scopes.USER)
class GroupsResource {
    private static final Permissions AS_USUAL = new Permissions(null, null, null, null, null);

    private final CurrentUser user;
    private final GroupReader groups;
    private final CreateGroup create;
    private final ChangeGroup change;
    private final LeaveGroup leave;
    private final GroupCalls calls;
    private final RateLimit creations;

    GroupsResource(
            CurrentUser user,
            GroupReader groups,
            CreateGroup create,
            ChangeGroup change,
            LeaveGroup leave,
            GroupCalls calls,
            GroupSettings settings) {
        this.user = user;
        this.groups = groups;
        this.create = create;
        this.change = change;
        this.leave = leave;
        this.calls = calls;
        this.creations = new RateLimit("new groups", settings.createdPerHour(), Duration.ofHours(1));
    }

    record Creation(@Nullable String kind, @Nullable Permissions permissions) {}

    record Change(@Nullable Permissions permissions) {}

    record Page(List<GroupAnswer> groups, @Nullable String cursor) {}

    @POST
    @Path("/groups")
    @ResponseStatus(201)
    @Operation(summary = "A new group, whose owner is the caller")
    public Uni<GroupAnswer> create(@Nullable Creation creation) {
        var caller = caller();
        var kind = creation == null || creation.kind() == null ? GroupKind.GROUP : Words.kind(creation.kind());
        var wanted = creation == null || creation.permissions() == null ? AS_USUAL : creation.permissions();
        var permissions = wanted.over(Permissions.usual(kind));
        creations.take(Long.toString(caller.uid()));
        return create.create(caller, kind, permissions).flatMap(group -> answer(caller, group.id()));
    }

    @GET
    @Path("/groups")
    @Operation(summary = "All groups that the caller is in, page by page")
    public Uni<Page> own(@QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        var caller = caller();
        int most = GroupCalls.pageSize(limit);
        return groups.own(caller.uid(), caller.app(), GroupCalls.after(cursor), most)
                .map(mine -> new Page(
                        mine.stream().map(GroupAnswer::of).toList(),
                        mine.size() < most
                                ? null
                                : Cursor.of(mine.getLast().group().id())));
    }

    @GET
    @Path("/groups/{id}")
    @Operation(summary = "One group, and how the caller stands to it")
    public Uni<GroupAnswer> get(long id) {
        return answer(caller(), id);
    }

    @PATCH
    @Path("/groups/{id}")
    @Operation(summary = "What each role may do; for owners")
    public Uni<GroupAnswer> permit(long id, @Nullable Change request) {
        var caller = caller();
        if (request == null || request.permissions() == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "permissions are needed.");
        }
        return change.permit(caller, id, request.permissions()).flatMap(group -> answer(caller, id));
    }

    @DELETE
    @Path("/groups/{id}")
    @Operation(summary = "The end of the group for everybody; for owners")
    public Uni<Void> end(long id) {
        return leave.end(caller(), id);
    }

    private Uni<GroupAnswer> answer(Caller caller, long id) {
        return groups.one(caller.uid(), caller.app(), id).map(GroupAnswer::of);
    }

    private Caller caller() {
        return calls.take(user.get());
    }
}
