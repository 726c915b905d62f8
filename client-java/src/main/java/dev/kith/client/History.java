package dev.kith.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The user's messages as the server has them, page by page. What comes in while pages are turned is on none of them: it comes to
 * {@link KithListener#onMessage}.
 */
public final class History {
    private static final String PAGE = "200";

    private final Gateway gateway;
    private final Credentials credentials;
    private final Profiles profiles;
    private final LongSupplier own;

    /** @param own the user's uid */
    History(Gateway gateway, Credentials credentials, Profiles profiles, LongSupplier own) {
        this.gateway = gateway;
        this.credentials = credentials;
        this.profiles = profiles;
        this.own = own;
    }

    public CompletableFuture<MessagePage> read(HistoryQuery query) {
        var call = Call.get("v1", "messages").with("limit", Integer.toString(query.limit()));
        for (var given : Map.of(
                        "peer", query.peer(), "group", query.group(), "q", query.words(), "cursor", query.cursor())
                .entrySet()) {
            if (given.getValue().isPresent()) {
                call = call.with(given.getKey(), given.getValue().get());
            }
        }
        return gateway.signed(call, credentials).thenApply(answer -> page(Json.object(answer), query));
    }

    /** Every conversation's last message, and how many are unread: what a new device shows first. */
    public CompletableFuture<ConversationPage> summary() {
        return summary(Call.get("v1", "messages", "summary").with("limit", PAGE));
    }

    /** The page after the one with this cursor. */
    public CompletableFuture<ConversationPage> summary(String cursor) {
        return summary(Call.get("v1", "messages", "summary").with("limit", PAGE).with("cursor", cursor));
    }

    private CompletableFuture<ConversationPage> summary(Call call) {
        return gateway.signed(call, credentials).thenApply(answer -> {
            var page = Json.object(answer);
            return new ConversationPage(
                    Json.objects(page, "conversations").stream()
                            .map(this::conversation)
                            .toList(),
                    Json.optional(page, "cursor").map(JsonElement::getAsString));
        });
    }

    private Conversation conversation(JsonObject json) {
        var peer = text(json, "peer").orElse("");
        long group = number(json, "group");
        return new Conversation(
                peer,
                group,
                Translation.name(profiles, peer, group),
                message(Json.optional(json, "lastMessage").map(Json::object).orElseGet(JsonObject::new)),
                Json.number(json, "unread"));
    }

    private MessagePage page(JsonObject json, HistoryQuery query) {
        return new MessagePage(
                Json.objects(json, "messages").stream().map(this::message).toList(),
                Json.optional(json, "cursor").map(cursor -> query.after(cursor.getAsString())),
                Json.optional(json, "incomplete").map(JsonElement::getAsBoolean).orElse(false));
    }

    private Message message(JsonObject json) {
        long id = Long.parseUnsignedLong(Json.text(json, "id"));
        boolean received = id >>> Integer.SIZE != own.getAsLong();
        var sender = Json.text(json, "sender");
        var recipient = text(json, "recipient").orElse("");
        return new Message(
                id,
                sender,
                recipient,
                new MessageParams(
                        number(json, "group") != 0 ? "" : received ? sender : recipient,
                        false,
                        false,
                        text(json, "type").orElse(""),
                        text(json, "replyTo").map(Long::parseUnsignedLong).orElse(0L),
                        texts(json, "properties"),
                        null,
                        null),
                Instant.ofEpochMilli(Json.number(json, "acceptedAt")),
                status(Json.text(json, "status")),
                text(json, "text").orElse(null),
                text(json, "data")
                        .map(data -> ByteBuffer.wrap(Base64.getDecoder().decode(data))
                                .asReadOnlyBuffer())
                        .orElse(null),
                profiles.local(sender),
                is(json, "forwarded"),
                is(json, "edited"),
                texts(json, "reactions"),
                number(json, "group"),
                number(json, "groupSeq"),
                text(json, "call").map(History::callOf).orElse(null),
                is(json, "request"));
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Json.optional(json, name).map(JsonElement::getAsString);
    }

    private static long number(JsonObject json, String name) {
        return Json.optional(json, name).map(JsonElement::getAsLong).orElse(0L);
    }

    private static boolean is(JsonObject json, String name) {
        return Json.optional(json, name).map(JsonElement::getAsBoolean).orElse(false);
    }

    private static Map<String, String> texts(JsonObject json, String name) {
        var texts = new HashMap<String, String>();
        Json.optional(json, name)
                .map(Json::object)
                .ifPresent(all -> all.entrySet()
                        .forEach(one -> texts.put(one.getKey(), one.getValue().getAsString())));
        return texts;
    }

    /** One of a newer server is a call all the same. */
    private static CallKind callOf(String name) {
        return name.equals(CallKind.VIDEO.name()) ? CallKind.VIDEO : CallKind.AUDIO;
    }

    /** One of a newer server is a message all the same. */
    private static MessageStatus status(String name) {
        for (var status : MessageStatus.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return MessageStatus.SENT;
    }
}
