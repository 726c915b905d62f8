package dev.kith.messaging.request;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.PageSize;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.page.Cursor;
import dev.kith.messaging.people.PeerAddress;
import dev.kith.messaging.request.MessageRequests.Place;
import dev.kith.messaging.request.MessageRequests.Request;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Requests of strangers, in an app that has its users asked before somebody writes to them.
@Path("/v1/requests")
@Tag(name = "Messages")
@RolesAllowed(Scopes.USER)
class RequestsResource {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final CurrentUser user;
    private final MessageRequests requests;
    private final AnswerRequest answerRequest;
    private final RateLimit rate = new RateLimit("calls about requests", 120, Duration.ofMinutes(1));

    RequestsResource(CurrentUser user, MessageRequests requests, AnswerRequest answerRequest) {
        this.user = user;
        this.requests = requests;
        this.answerRequest = answerRequest;
    }

    record Wish(@Nullable Answer answer) {}

    record Asking(String address, Instant since) {}

    record Listing(List<Asking> requests, @Nullable String cursor) {}

    @GET
    @Operation(summary = "Who waits to be let in, the latest first")
    public Uni<Listing> open(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        var caller = caller();
        int size = PageSize.of(limit, USUAL, MOST);
        return requests.open(caller.uid(), before(cursor), size + 1).map(found -> listing(found, size));
    }

    @POST
    @Path("{address}")
    @Operation(summary = "Accept or decline; who asks hears of neither")
    public Uni<Void> answer(String address, @Nullable Wish wish) {
        var caller = caller();
        if (wish == null || wish.answer() == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "answer is accept or decline.");
        }
        return answerRequest.answer(caller, PeerAddress.canonical(address), wish.answer());
    }

    private Caller caller() {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return caller;
    }

    private static Listing listing(List<Request> found, int size) {
        var page = found.subList(0, Math.min(size, found.size()));
        return new Listing(
                page.stream()
                        .map(request -> new Asking(request.address(), request.since()))
                        .toList(),
                found.size() > size ? cursor(page.getLast().place()) : null);
    }

    private static String cursor(Place place) {
        return Cursor.of(place.since(), place.peer());
    }

    private static Place before(@Nullable String cursor) {
        if (cursor == null) {
            return Place.NEWEST;
        }
        var numbers = Cursor.read(cursor, 2);
        return new Place(numbers[0], numbers[1]);
    }
}
