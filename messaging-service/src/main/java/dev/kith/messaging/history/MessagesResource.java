package dev.kith.messaging.history;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.inbox.HistoryPlace;
import dev.kith.messaging.inbox.InboxReader;
import dev.kith.messaging.people.People;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The messages of the caller's own inbox, which is all that is ever looked at: a peer whom the caller never
/// wrote with has no messages, whether or not there is such a user.
@Path("/v1/messages")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final @Nullable String NO_REGION = null;

    private final CurrentUser user;
    private final InboxReader inbox;
    private final People people;
    private final Conversations conversations;
    private final RateLimit rate = new RateLimit("pages of messages", 600, Duration.ofMinutes(1));

    MessagesResource(CurrentUser user, InboxReader inbox, People people, Conversations conversations) {
        this.conversations = conversations;
        this.user = user;
        this.inbox = inbox;
        this.people = people;
    }

    @GET
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "The conversation with a peer, newest first")
    public Uni<HistoryAnswer> conversation(
            @QueryParam("peer") @Nullable String peer,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit) {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        if (peer == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "Say which peer: ?peer=<address>.");
        }
        int size = size(limit);
        var before = cursor == null ? HistoryPlace.END : HistoryCursor.read(cursor);
        return Uni.createFrom()
                .completionStage(
                        () -> page(caller, canonical(peer), before, size).toCompletionStage());
    }

    @GET
    @Path("conversations")
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "With whom the caller has exchanged how many messages; part of the export of the account")
    public Uni<Conversations.Page> conversations(@QueryParam("cursor") @Nullable String cursor) {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        long behind = cursor == null ? 0 : uid(cursor);
        return Uni.createFrom()
                .completionStage(() -> conversations.read(caller.uid(), behind).toCompletionStage());
    }

    private static long uid(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException notOurs) {
            throw new ProblemException(ErrorCode.BAD_CURSOR, "Take the cursor of the page before.");
        }
    }

    private Future<HistoryAnswer> page(Caller caller, String peer, HistoryPlace before, int limit) {
        return people.addressOf(caller.uid())
                .compose(own -> people.at(caller.app(), peer, caller.uid())
                        .compose(found -> found.map(there -> inbox.withPeer(caller.uid(), there.uid(), before, limit))
                                .orElseGet(() -> Future.succeededFuture(InboxReader.Page.EMPTY)))
                        .map(page -> HistoryAnswer.of(page, own)));
    }

    /// Read as text: of a parameter that is no number the framework would say that the path is not there.
    private static int size(@Nullable String limit) {
        if (limit == null) {
            return USUAL;
        }
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= MOST) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as for a number out of range.
        }
        throw new ProblemException(ErrorCode.INVALID_VALUE, "limit is 1 to " + MOST + ".");
    }

    private static String canonical(String peer) {
        return switch (Addresses.canonical(peer, NO_REGION)) {
            case Address.Telephone number -> number.canonical();
            case Address.Opaque name -> name.canonical();
            case Address.Invalid invalid ->
                throw new ProblemException(
                        invalid.fault().ofNumber() ? ErrorCode.INVALID_NUMBER : ErrorCode.INVALID_VALUE,
                        invalid.fault().detail());
        };
    }
}
