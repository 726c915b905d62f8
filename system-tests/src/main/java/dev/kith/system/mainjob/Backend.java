package dev.kith.system.mainjob;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What the demo does as an app's backend and as a telephone: it makes the app, and reads the one-time codes that the
/// local stack shows instead of sending them.
final class Backend {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI gateway;

    Backend(URI gateway) {
        this.gateway = gateway;
    }

    /// Makes an app, in which nobody from before can be met.
    ///
    /// @return its id
    String newApp(String rootKey, String name) throws IOException, InterruptedException {
        var body = new JsonObject();
        body.addProperty("name", name);
        return json(request("/v1/admin/apps")
                        .header("Authorization", "Bearer " + rootKey)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())))
                .get("id")
                .getAsString();
    }

    /// The code that would have been sent to this number.
    String code(String phone) throws IOException, InterruptedException {
        return json(request("/dev/codes/" + URLEncoder.encode(phone, StandardCharsets.UTF_8)))
                .get("code")
                .getAsString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path)).timeout(PATIENCE);
    }

    private JsonObject json(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
