package dev.kith.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Gathers what the server holds of the user. Each part is asked of the service that owns it, page after page, and the pages
 * become one.
 */
final class AccountExport {
    private static final List<String> CURSORS = List.of("next", "cursor");

    private final Gateway gateway;
    private final Credentials credentials;

    AccountExport(Gateway gateway, Credentials credentials) {
        this.gateway = gateway;
        this.credentials = credentials;
    }

    CompletableFuture<JsonObject> gather() {
        return gateway.signed(Call.get("v1", "account", "export"), credentials)
                .thenApply(Json::object)
                .thenCompose(index -> {
                    var parts = Json.objects(index, "parts");
                    index.remove("parts");
                    return add(index, parts);
                });
    }

    private CompletableFuture<JsonObject> add(JsonObject whole, List<JsonObject> parts) {
        if (parts.isEmpty()) {
            return CompletableFuture.completedFuture(whole);
        }
        var part = parts.get(0);
        var path = Json.text(part, "path").replaceFirst("^/", "").split("/", -1);
        return pages(Call.get(path), Optional.empty(), new JsonObject()).thenCompose(content -> {
            whole.add(Json.text(part, "name"), content);
            return add(whole, parts.subList(1, parts.size()));
        });
    }

    private CompletableFuture<JsonObject> pages(Call call, Optional<String> cursor, JsonObject gathered) {
        var page = cursor.map(position -> call.with("cursor", position)).orElse(call);
        return gateway.signed(page, credentials).thenApply(Json::object).thenCompose(answer -> {
            var next = CURSORS.stream()
                    .flatMap(name -> Json.optional(answer, name).stream())
                    .map(JsonElement::getAsString)
                    .findFirst();
            CURSORS.forEach(answer::remove);
            append(gathered, answer);
            return next.isPresent() && !next.equals(cursor)
                    ? pages(call, next, gathered)
                    : CompletableFuture.completedFuture(gathered);
        });
    }

    /** Lists grow by those of the next page; of everything else the last word counts. */
    private static void append(JsonObject gathered, JsonObject page) {
        page.entrySet().forEach(entry -> {
            if (entry.getValue() instanceof JsonArray more && gathered.get(entry.getKey()) instanceof JsonArray list) {
                list.addAll(more);
            } else {
                gathered.add(entry.getKey(), entry.getValue());
            }
        });
    }
}
