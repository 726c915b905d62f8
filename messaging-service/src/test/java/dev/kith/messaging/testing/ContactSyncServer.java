package dev.kith.messaging.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// A contact-sync-service for tests, over real HTTP: `user-<uid>@kith.test` can be found by everybody, `quota@...` is
/// over quota, `broken@...` makes it fail, and nobody else exists.
public class ContactSyncServer implements QuarkusTestResourceLifecycleManager {
    private static final Pattern FINDABLE = Pattern.compile("user-(\\d+)@kith\\.test");
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.createContext("/internal/v1/resolve", ContactSyncServer::resolve);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "contact-sync");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return Map.of(
                "kith.contacts.url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void resolve(HttpExchange exchange) throws IOException {
        var request = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var results = new JsonArray();
        int status = exchange.getRequestHeaders().containsKey("Authorization") ? 200 : 401;
        for (var address : request.getJsonArray("addresses")) {
            if (address.toString().startsWith("broken")) {
                status = 503;
            }
            results.add(one(address.toString()).put("index", results.size()));
        }
        var body = new JsonObject().put("results", results).toString().getBytes(StandardCharsets.UTF_8);
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
