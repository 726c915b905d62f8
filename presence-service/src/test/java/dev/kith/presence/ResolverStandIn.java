package dev.kith.presence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.kith.local.testing.StandIn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/// Stands in for contact-sync-service, which is not here, with the internal call that this service makes of it. The
/// address says the answer: `found-<uid>` is that user, anything else nobody; `broken` makes the whole call fail.
public class ResolverStandIn extends StandIn {
    public ResolverStandIn() {
        super("KITH_CONTACTS_URL", "/internal/v1/resolve");
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var addresses = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                    .getJsonArray("addresses");
            boolean withToken =
                    exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ");
            if (addresses.contains("broken") || !withToken) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            var body = new JsonObject()
                    .put("results", results(addresses))
                    .toBuffer()
                    .getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static JsonArray results(JsonArray addresses) {
        var results = new JsonArray();
        for (int i = 0; i < addresses.size(); i++) {
            var address = addresses.getString(i);
            var result = new JsonObject().put("index", i);
            results.add(
                    address.startsWith("found-")
                            ? result.put("address", address).put("uid", Long.parseLong(address.substring(6)))
                            : result.put("code", address.startsWith("+") ? "invalid-number" : "unreachable"));
        }
        return results;
    }
}
