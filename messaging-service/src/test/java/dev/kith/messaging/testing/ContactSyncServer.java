package dev.kith.messaging.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.kith.local.testing.StandIn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.regex.Pattern;

/// A contact-sync-service for tests, over real HTTP: `user-<uid>@kith.test` can be found by everybody, `quota@...` is
/// over quota, `broken@...` makes it fail, and nobody else exists.
public class ContactSyncServer extends StandIn {
    private static final Pattern FINDABLE = Pattern.compile("user-(\\d+)@kith\\.test");

    public ContactSyncServer() {
        super("KITH_CONTACTS_URL", "/internal/v1/resolve");
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        var request = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var results = new JsonArray();
        int status = exchange.getRequestHeaders().containsKey("Authorization") ? 200 : 401;
        for (var address : request.getJsonArray("addresses")) {
            if (address.toString().startsWith("broken")) {
                status = 503;
            }
            results.add(one(address.toString()).put("index", results.size()));
        }
        var body = new JsonObject().put("results", results).toString().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static JsonObject one(String address) {
        var findable = FINDABLE.matcher(address);
        if (findable.matches()) {
            return new JsonObject().put("address", address).put("uid", Long.parseLong(findable.group(1)));
        }
        return address.startsWith("quota")
                ? new JsonObject().put("code", "quota").put("detail", "The quota is used up.")
                : new JsonObject().put("code", "unreachable").put("detail", "No such user, or not visible to you.");
    }
}
