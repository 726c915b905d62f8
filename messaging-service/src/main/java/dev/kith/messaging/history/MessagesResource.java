package dev.kith.messaging.history;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.PageSize;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.inbox.HistoryPlace;
import dev.kith.messaging.page.Cursor;
import dev.kith.messaging.people.PeerAddress;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The messages of the caller's own inbox.
@Path("/v1/messages")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LONGEST_SEARCH = 200;

    private final CurrentUser user;
    private final ReadHistory history;
    private final Conversations conversations;
    private final RateLimit rate = new RateLimit("pages of messages", 600, Duration.ofMinutes(1));
    private final RateLimit searches = new RateLimit("searches", 60, Duration.ofMinutes(1));

    MessagesResource(CurrentUser user, ReadHistory history, Conversations conversations) {
        this.user = user;
        this.history = history;
        this.conversations = conversations;
    }

    @GET
    @RolesAllowed(Scopes.USER)
    @Parameter(name = "peer", in = ParameterIn.QUERY, description = "address; absent: with everybody")
    @Parameter(name = "group", in = ParameterIn.QUERY, description = "number of a group")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "words to look for, as people type them into a search")
    @Operation(summary = "The caller's messages, newest first: all, with a peer, with words, or both")
    public Uni<HistoryAnswer> messages(
            @Context UriInfo query,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit) {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        var peer = given(query, "peer");
        var words = given(query, "q");
        if (words.isPresent()) {
            searches.take(Long.toString(caller.uid()));
        }
        var wish = new ReadHistory.Wish(
                peer.map(PeerAddress::canonical),
                given(query, "group").map(MessagesResource::group),
                words.map(MessagesResource::words),
                Optional.ofNullable(cursor).map(HistoryCursor::read),
                PageSize.of(limit, USUAL, MOST));
        return Uni.createFrom()
                .completionStage(() -> history.messages(caller, wish).toCompletionStage());
    }

    @GET
    @Path("summary")
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "The caller's conversations, the liveliest first: last message, and how many are unread")
    public Uni<SummaryAnswer> summary(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        int size = PageSize.of(limit, USUAL, MOST);
        var places = cursor == null
                ? new HistoryPlace[] {HistoryPlace.END, HistoryPlace.END}
                : HistoryCursor.read(cursor, 2);
        return Uni.createFrom()
                .completionStage(() ->
                        history.summary(caller, places[0], places[1], size).toCompletionStage());
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
            throw Cursor.bad();
        }
    }

    /// An empty one is no absent one: whoever asks for nobody's messages must not be given everybody's.
    private static Optional<String> given(UriInfo query, String name) {
        return Optional.ofNullable(query.getQueryParameters().getFirst(name));
    }

    private static long group(String given) {
        try {
            long group = Long.parseLong(given);
            if (group > 0) {
                return group;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as for a number out of range.
        }
        throw new ProblemException(ErrorCode.INVALID_VALUE, "group is the number of a group.");
    }

    private static String words(String given) {
        if (given.isBlank() || given.codePointCount(0, given.length()) > LONGEST_SEARCH || given.indexOf('\0') >= 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_VALUE, "q is words to look for, at most " + LONGEST_SEARCH + " characters.");
        }
        return given;
    }
}
