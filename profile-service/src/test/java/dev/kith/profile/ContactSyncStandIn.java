package dev.kith.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.kith.local.testing.StandIn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.regex.Pattern;

/// The internal resolver of contact-sync-service, as a server of its own. It knows nobody but whose address says so:
/// `open-<uid>@example.org` may be found by everyone, `spent...` is beyond the quota, `down...` breaks the call.
public class ContactSyncStandIn extends StandIn {
    private static final Pattern OPEN = Pattern.compile("open-(\\d+)@.*");

    public ContactSyncStandIn() {
        super("KITH_CONTACTS_URL", "/internal/v1/resolve");
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        var asked =
                new JsonObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8)).getJsonArray("addresses");
        var authorized = exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ");
        boolean down = !authorized || asked.stream().anyMatch(address -> ((String) address).startsWith("down"));
        var results = new JsonArray();
        for (int i = 0; i < asked.size(); i++) {
            results.add(result(asked.getString(i)).put("index", i));
        }
        var answer = new JsonObject().put("results", results).toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 500 : 200, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    private static JsonObject result(String address) {
        var open = OPEN.matcher(address);
        if (open.matches()) {
            return new JsonObject().put("address", address).put("uid", Long.valueOf(open.group(1)));
        }
        return address.startsWith("spent")
                ? new JsonObject().put("code", "quota").put("detail", "later")
                : new JsonObject().put("code", "unreachable").put("detail", "somebody else's words");
    }
}
