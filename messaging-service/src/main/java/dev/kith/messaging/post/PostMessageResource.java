package dev.kith.messaging.post;

import com.google.protobuf.ByteString;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Disappearing;
import dev.kith.contracts.socket.Send;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentApp;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.problem.ProblemException;
import dev.kith.kit.text.Characters;
import dev.kith.messaging.post.PostMessage.Posting;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Sending without a socket: as a user with their token, or as the app's backend in the name of one of its users.
@Path("/v1/messages")
@Tag(name = "Messages")
class PostMessageResource {
    private static final int LONGEST_KEY = 255;
    private static final Map<String, Disappearing.After> AFTER = Map.of(
            "sending", Disappearing.After.SENDING,
            "delivery", Disappearing.After.DELIVERY,
            "reading", Disappearing.After.READING);
    private static final String NO_DEVICE = "";
    private static final String NO_TOKEN = "";

    private final JsonWebToken token;
    private final CurrentApp app;
    private final PostMessage postMessage;

    PostMessageResource(JsonWebToken token, CurrentApp app, PostMessage postMessage) {
        this.token = token;
        this.app = app;
        this.postMessage = postMessage;
    }

    /// @param from uid of the sender, for a backend
    /// @param data in Base64
    record Wish(
            @Nullable Long from,
            @Nullable String to,
            @Nullable Long group,
            @Nullable String text,
            @Nullable String data,
            @Nullable String type,
            @Nullable Boolean deliveryReceipt,
            @Nullable Boolean readReceipt,
            @Nullable String replyTo,
            @Nullable String forward,
            @Nullable Long expiresInSeconds,
            @Nullable Map<String, @Nullable String> properties,
            @Nullable Disappear disappear) {}

    /// So many seconds after sending, delivery or reading.
    record Disappear(@Nullable String after, @Nullable Long seconds) {}

    record Answer(String id, long acceptedAt) {}

    @POST
    @RolesAllowed({Scopes.USER, Scopes.MESSAGES_SEND})
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Sends a message to a person or a group; with Idempotency-Key it is one, however often it is called")
    public Uni<Answer> post(@HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Wish wish) {
        if (wish == null) {
            throw invalid("The message is missing.");
        }
        var user = Caller.of(token);
        var caller = user.orElseGet(() -> spokenFor(wish));
        if (user.isPresent() && wish.from() != null) {
            throw invalid("from is for the app's backend; a user sends as they are.");
        }
        var posting = new Posting(
                caller, user.isEmpty(), send(wish), Optional.ofNullable(key).map(PostMessageResource::key));
        return Uni.createFrom()
                .completionStage(() -> postMessage.post(posting).toCompletionStage())
                .map(accepted -> new Answer(Long.toUnsignedString(accepted.messageId()), accepted.acceptedAt()));
    }

    private Caller spokenFor(Wish wish) {
        if (wish.from() == null) {
            throw invalid("from is the uid of the user who sends.");
        }
        return new Caller(wish.from(), app.id(), NO_DEVICE, NO_TOKEN);
    }

    private static String key(String given) {
        if (given.isEmpty() || given.length() > LONGEST_KEY || !given.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw invalid("Idempotency-Key is 1 to " + LONGEST_KEY + " visible ASCII characters.");
        }
        return given;
    }

    private static Send send(Wish wish) {
        var send = Send.newBuilder();
        var group = wish.group();
        if ((group == null) == (wish.to() == null) || (group != null && group <= 0)) {
            throw invalid("A message goes to one person (to) or to one group.");
        }
        if (wish.text() != null && wish.data() != null) {
            throw invalid("The body is text or data.");
        }
        given(wish.to(), send::setTo);
        given(group, send::setGroup);
        given(wish.text(), text -> send.setText(whole(text)));
        given(wish.data(), data -> send.setData(bytes(data)));
        given(wish.type(), type -> send.setType(whole(type)));
        given(wish.deliveryReceipt(), send::setDeliveryReceipt);
        given(wish.readReceipt(), send::setReadReceipt);
        given(wish.replyTo(), id -> send.setReplyTo(id(id, "replyTo")));
        given(wish.forward(), id -> send.setForward(id(id, "forward")));
        given(wish.disappear(), disappear -> send.setDisappear(disappearing(disappear)));
        given(wish.expiresInSeconds(), send::setExpiresInSeconds);
        given(
                wish.properties(),
                properties -> properties.forEach((name, value) -> {
                    if (value == null) {
                        throw invalid("a property is a text.");
                    }
                    send.putProperties(whole(name), whole(value));
                }));
        return send.build();
    }

    private static String whole(String text) {
        if (!Characters.areWhole(text)) {
            throw invalid("text, type and properties are of whole characters; send anything else as data.");
        }
        return text;
    }

    private static Disappearing disappearing(Disappear wish) {
        var after = wish.after() == null ? null : AFTER.get(wish.after());
        var seconds = wish.seconds();
        if (after == null || seconds == null) {
            throw invalid("disappear has after (sending, delivery, reading) and seconds.");
        }
        return Disappearing.newBuilder().setAfter(after).setSeconds(seconds).build();
    }

    private static <T> void given(@Nullable T value, Consumer<T> then) {
        if (value != null) {
            then.accept(value);
        }
    }

    private static ByteString bytes(String data) {
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(data));
        } catch (IllegalArgumentException notBase64) {
            throw invalid("data is not Base64.");
        }
    }

    private static long id(String given, String field) {
        try {
            long id = Long.parseUnsignedLong(given);
            if (id != 0) {
                return id;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as for the number that no message has.
        }
        throw invalid(field + " is the id of a message.");
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.INVALID_VALUE, detail);
    }
}
