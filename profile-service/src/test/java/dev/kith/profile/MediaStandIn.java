package dev.kith.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;

/// What media-service says of pictures, as a server of its own. A file is a picture of whoever asks if its id says so;
/// one id breaks the call.
public class MediaStandIn implements QuarkusTestResourceLifecycleManager {
    /// The id of a file that is nobody's picture.
    public static final UUID NO_PICTURE = UUID.fromString("ffffffff-0000-4000-8000-000000000000");

    /// With this one the call breaks.
    public static final UUID DOWN = UUID.fromString("dddddddd-0000-4000-8000-000000000000");

    private HttpServer server;

    /// As a field holds it.
    public static String path(UUID file) {
        return "/v1/files/" + file;
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/internal/v1/pictures", MediaStandIn::pictures);
        server.start();
        return Map.of(
                "KITH_MEDIA_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /// After the stack, whose settings it overrides.
    @Override
    public int order() {
        return 1;
    }

    private static void pictures(HttpExchange exchange) throws IOException {
        var asked = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8)).getJsonArray("files");
        var authorized = exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ");
        boolean down = !authorized || asked.contains(DOWN.toString());
        var pictures = new JsonArray();
        asked.stream().filter(id -> !id.equals(NO_PICTURE.toString())).forEach(pictures::add);
        var answer = new JsonObject().put("pictures", pictures).toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 500 : 200, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }
}
