package dev.kith.messaging.groupinbox;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.group.GroupCalls;
import dev.kith.messaging.groupinbox.ReceiptReader.Found;
import dev.kith.messaging.groupinbox.ReceiptReader.Who;
import dev.kith.messaging.page.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who has received and read a message that the caller sent to a group. Of all others, whoever asks, there is nothing.
@Path("/v1/groups/{id}/messages/{message}/receipts")
@Tag(name = "Groups")
@RolesAllowed(Scopes.USER)
class ReceiptsResource {
    private final CurrentUser user;
    private final ReceiptReader receipts;
    private final GroupCalls calls;

    ReceiptsResource(CurrentUser user, ReceiptReader receipts, GroupCalls calls) {
        this.user = user;
        this.receipts = receipts;
        this.calls = calls;
    }

    /// @param read whether they have read it, too
    record Item(String address, boolean read) {
        static Item of(Who who) {
            return new Item(who.address(), who.hasRead());
        }
    }

    /// @param recipients to how many it was sent
    /// @param delivered how many had it by now, also those who left the group since
    /// @param members who has it and is in the group
    record Page(
            int recipients,
            int delivered,
            int read,
            List<Item> members,
            @Nullable String cursor) {
        static Page of(Found found, int most) {
            return new Page(
                    found.recipients(),
                    found.delivered(),
                    found.read(),
                    found.who().stream().map(Item::of).toList(),
                    found.who().size() < most
                            ? null
                            : Cursor.of(found.who().getLast().uid()));
        }
    }

    @GET
    @Operation(summary = "Who of the group has received and read this message of the caller, page by page")
    public Uni<Page> get(
            long id,
            String message,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit) {
        var caller = calls.take(user.get());
        int most = GroupCalls.pageSize(limit);
        return receipts.of(caller, id, id(message), GroupCalls.after(cursor), most)
                .map(found -> Page.of(found, most));
    }

    private static long id(String message) {
        try {
            return Long.parseUnsignedLong(message);
        } catch (NumberFormatException noId) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "The id of a message is a number.");
        }
    }
}
