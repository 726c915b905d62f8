package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Strangers who ask before they are let in, in an app that has it so. Their messages come as any other, with
 * {@link Message#request}, and they hear nothing of what becomes of them.
 *
 * <p>Who is answered with a message is let in too. Ask for the open ones after a time away: what another device answers comes
 * to {@link KithListener#onRequestAnswered} only while this one is online.
 */
public final class MessageRequests {
    private static final String PAGE = "200";

    private final Gateway gateway;
    private final Credentials credentials;

    MessageRequests(Gateway gateway, Credentials credentials) {
        this.gateway = gateway;
        this.credentials = credentials;
    }

    /** Who waits for an answer, the latest first. */
    public CompletableFuture<List<MessageRequest>> list() {
        return pages(Call.get("v1", "requests").with("limit", PAGE), new ArrayList<>());
    }

    /** From their next message on they are let in. {@code NOT_FOUND}: nobody of this address has asked. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> accept(String address) {
        return answer(address, "accept");
    }

    /** Nothing of theirs comes any more, and they do not notice. {@code NOT_FOUND}: nobody of this address has asked. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> decline(String address) {
        return answer(address, "decline");
    }

    private CompletableFuture<Void> answer(String address, String answer) {
        var body = new JsonObject();
        body.addProperty("answer", answer);
        return gateway.signed(Call.post(body, "v1", "requests", address), credentials)
                .thenAccept(done -> {});
    }

    private CompletableFuture<List<MessageRequest>> pages(Call call, List<MessageRequest> soFar) {
        return gateway.signed(call, credentials).thenCompose(answer -> {
            var page = Json.object(answer);
            Json.objects(page, "requests").forEach(one -> soFar.add(MessageRequest.of(one)));
            return Json.optional(page, "cursor")
                    .map(JsonElement::getAsString)
                    .map(cursor -> pages(call.with("cursor", cursor), soFar))
                    .orElseGet(() -> CompletableFuture.completedFuture(List.copyOf(soFar)));
        });
    }
}
