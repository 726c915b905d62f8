package dev.kith.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The calls about how the user stands to others. */
final class Relationships {
    private static final String PAGE = "1000";

    private final Gateway gateway;
    private final Credentials credentials;

    Relationships(Gateway gateway, Credentials credentials) {
        this.gateway = gateway;
        this.credentials = credentials;
    }

    /** All of them, page by page. */
    CompletableFuture<List<Relationship>> list() {
        return more(Call.get("v1", "relationships").with("limit", PAGE), new ArrayList<>());
    }

    private CompletableFuture<List<Relationship>> more(Call call, List<Relationship> soFar) {
        return gateway.signed(call, credentials).thenCompose(answer -> {
            var page = Json.object(answer);
            Json.objects(page, "relationships").forEach(one -> soFar.add(Relationship.of(one)));
            return Json.optional(page, "cursor")
                    .map(JsonElement::getAsString)
                    .map(cursor -> more(call.with("cursor", cursor), soFar))
                    .orElseGet(() -> CompletableFuture.completedFuture(List.copyOf(soFar)));
        });
    }

    CompletableFuture<Boolean> automatic() {
        return gateway.signed(Call.get("v1", "account", "automatic-sync"), credentials)
                .thenApply(answer -> Json.optional(Json.object(answer), "automaticSync")
                        .map(JsonElement::getAsBoolean)
                        .orElse(true));
    }

    CompletableFuture<Void> setAutomatic(boolean on) {
        var body = new JsonObject();
        body.addProperty("automaticSync", on);
        return gateway.signed(Call.put(body, "v1", "account", "automatic-sync"), credentials)
                .thenAccept(answer -> {});
    }
}
