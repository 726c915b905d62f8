package dev.kith.presence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;

/// Stands in for contact-sync-service, which is not here, with the internal call that this service makes of it. The
/// address says the answer: `found-<uid>` is that user, anything else nobody; `broken` makes the whole call fail.
public class ResolverStandIn implements QuarkusTestResourceLifecycleManager {
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/internal/v1/resolve", ResolverStandIn::resolve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return Map.of(
                "kith.contacts.url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void resolve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var addresses = new JsonObject(new String(
                            exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
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
