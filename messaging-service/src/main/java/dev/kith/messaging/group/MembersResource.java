package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.group.Admission.Taken;
import dev.kith.messaging.group.GroupReader.Listed;
import dev.kith.messaging.group.Invitees.Invitee;
import dev.kith.messaging.page.Cursor;
import dev.kith.messaging.people.PeerAddress;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who is in a group. A member is named by address, the caller by `me` as well.
@Path("/v1/groups/{id}/members")
@Tag(name = "Groups")
@RolesAllowed(Scopes.USER)
class MembersResource {
    private static final String ME = "me";

    private final CurrentUser user;
    private final GroupReader groups;
    private final Invitees invitees;
    private final ChangeMembers change;
    private final LeaveGroup leave;
    private final GroupCalls calls;
    private final GroupSettings settings;

    MembersResource(
            CurrentUser user,
            GroupReader groups,
            Invitees invitees,
            ChangeMembers change,
            LeaveGroup leave,
            GroupCalls calls,
            GroupSettings settings) {
        this.user = user;
        this.groups = groups;
        this.invitees = invitees;
        this.change = change;
        this.leave = leave;
        this.calls = calls;
        this.settings = settings;
    }

    record Item(String address, long uid, String role, Instant joinedAt) {
        static Item of(Listed listed) {
            return new Item(
                    listed.address(),
                    listed.member().uid(),
                    Words.of(listed.member().role()),
                    listed.joinedAt());
        }
    }

    record Page(List<Item> members, @Nullable String cursor) {}

    record Addition(@Nullable List<String> addresses) {}

    record Added(int index, String address, long uid) {}

    record Refused(int index, String code) {}

    /// `added`: those who are members now, also who was one before.
    record Additions(long version, List<Added> added, List<Refused> refused) {}

    record Change(@Nullable String role, @Nullable Boolean muted) {}

    record Changed(long version) {}

    @GET
    @Operation(summary = "The members with their roles, page by page")
    public Uni<Page> list(
            long id, @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        var caller = caller();
        int most = GroupCalls.pageSize(limit);
        long after = GroupCalls.after(cursor);
        return groups.one(caller.uid(), caller.app(), id)
                .invoke(mine -> mine.me().needs(mine.group().permissions().getSeeMembers()))
                .flatMap(mine -> groups.members(id, after, most))
                .map(members -> new Page(
                        members.stream().map(Item::of).toList(),
                        members.size() < most
                                ? null
                                : Cursor.of(members.getLast().member().uid())));
    }

    @POST
    @Operation(summary = "Add those whom the caller may write to; the others are named with the reason")
    public Uni<Additions> add(long id, @Nullable Addition request) {
        var caller = caller();
        var addresses = request == null ? null : request.addresses();
        if (addresses == null
                || addresses.isEmpty()
                || addresses.size() > settings.mostAddresses()
                || addresses.stream().anyMatch(Objects::isNull)) {
            throw new ProblemException(
                    ErrorCode.INVALID_VALUE, "addresses are 1 to " + settings.mostAddresses() + " addresses.");
        }
        // Before anybody is looked up: a stranger to the group learns nothing here, nor uses it to look up others.
        return groups.one(caller.uid(), caller.app(), id)
                .invoke(mine -> mine.me().needs(mine.group().permissions().getAdd()))
                .flatMap(mine -> invitees.find(caller, addresses))
                .flatMap(found -> change.add(caller, id, found(found)).map(taken -> answer(taken, found)));
    }

    @PATCH
    @Path("{address}")
    @Operation(summary = "Another role for a member; for the caller alone: muted or not")
    public Uni<Changed> change(long id, String address, @Nullable Change request) {
        var caller = caller();
        if (request == null || (request.role() == null) == (request.muted() == null)) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "Either a role or muted is needed.");
        }
        if (request.muted() != null) {
            if (!address.equals(ME)) {
                throw new ProblemException(ErrorCode.INVALID_VALUE, "muted is for oneself, members/me.");
            }
            return changed(change.mute(caller, id, request.muted()));
        }
        var role = Words.role(String.valueOf(request.role()));
        return changed(
                address.equals(ME)
                        ? change.ownRole(caller, id, role)
                        : change.role(caller, id, PeerAddress.canonical(address), role));
    }

    @DELETE
    @Path("{address}")
    @Operation(summary = "Remove a member, or leave")
    public Uni<Void> remove(long id, String address) {
        var caller = caller();
        return address.equals(ME)
                ? leave.leave(caller, id)
                : change.remove(caller, id, PeerAddress.canonical(address)).replaceWithVoid();
    }

    private Caller caller() {
        return calls.take(user.get());
    }

    private static Uni<Changed> changed(Uni<Group> group) {
        return group.map(now -> new Changed(now.version()));
    }

    private static List<Invitee.Found> found(Map<Integer, Invitee> invitees) {
        var found = new ArrayList<Invitee.Found>();
        invitees.values().forEach(one -> {
            if (one instanceof Invitee.Found there) {
                found.add(there);
            }
        });
        return found;
    }

    private static Additions answer(Taken taken, Map<Integer, Invitee> invitees) {
        var added = new ArrayList<Added>();
        var refused = new ArrayList<Refused>();
        invitees.forEach((index, invitee) -> {
            switch (invitee) {
                case Invitee.Found found
                when taken.full().contains(found.uid()) ->
                    refused.add(new Refused(index, ErrorCode.GROUPS_FULL.slug()));
                case Invitee.Found found
                when taken.gone().contains(found.uid()) ->
                    refused.add(new Refused(index, ErrorCode.UNREACHABLE.slug()));
                case Invitee.Found found -> added.add(new Added(index, found.address(), found.uid()));
                case Invitee.Refused one ->
                    refused.add(new Refused(index, one.code().slug()));
            }
        });
        return new Additions(taken.group().version(), added, refused);
    }
}
