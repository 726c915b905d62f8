package dev.kith.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.kith.local.testing.StandIn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.UUID;

/// What media-service says of pictures, as a server of its own. A file is a picture of whoever asks if its id says so;
/// one id breaks the call.
public class MediaStandIn extends StandIn {
    /// The id of a file that is nobody's picture.
    public static final UUID NO_PICTURE = UUID.fromString("ffffffff-0000-4000-8000-000000000000");

    /// With this one the call breaks.
    public static final UUID DOWN = UUID.fromString("dddddddd-0000-4000-8000-000000000000");

    /// As a field holds it.
    public static String path(UUID file) {
        return "/v1/files/" + file;
    }

    public MediaStandIn() {
        super("KITH_MEDIA_URL", "/internal/v1/pictures");
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
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
