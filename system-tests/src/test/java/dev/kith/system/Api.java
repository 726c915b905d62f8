package dev.kith.system;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kith.local.testing.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Plain HTTP to the gateway, and the steps that many tests begin with.
final class Api {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final LocalStack stack;

    Api(LocalStack stack) {
        this.stack = stack;
    }

    /// An app with its key and an admin token for all that a backend may do.
    record App(String id, String key, String adminToken) {}

    /// A signed-in user.
    record User(long uid, String address, String token, String refreshToken) {}

    App newApp() {
        var created = send("POST", "/v1/admin/apps", stack.rootKey(), "{\"name\": \"test\"}")
                .ok();
        var key = created.get("key").getAsString();
        var token = send(
                        "POST",
                        "/v1/admin/tokens",
                        key,
                        "{\"scopes\": [\"users:write\", \"users:token\", \"apps:write\", \"relationships:write\"]}")
                .ok();
        return new App(
                created.get("id").getAsString(), key, token.get("accessToken").getAsString());
    }

    /// A user with a number of their own, made by the app's backend.
    User newUser(App app) {
        return newUser(app, "everyone");
    }

    User newUser(App app, String discoverability) {
        var address = newNumber();
        var user = send(
                        "POST",
                        "/v1/admin/users",
                        app.adminToken(),
                        "{\"address\": \"%s\", \"discoverability\": \"%s\"}".formatted(address, discoverability))
                .ok();
        return signIn(app, user.get("uid").getAsLong(), address);
    }

    User signIn(App app, long uid, String address) {
        var tokens = send(
                        "POST", "/v1/admin/users/" + uid + "/tokens", app.adminToken(), "{\"device\": \"test phone\"}")
                .ok();
        return new User(
                uid,
                address,
                tokens.get("accessToken").getAsString(),
                tokens.get("refreshToken").getAsString());
    }

    /// A London number of the range that is kept for drama that no other test has.
    static String newNumber() {
        return "+44207946%04d".formatted(NUMBERS.getAndIncrement());
    }

    Answer send(String method, String path, String token, String body) {
        return send(request(method, path, token, body));
    }

    Answer get(String path, String token) {
        return send(request("GET", path, token, null));
    }

    HttpRequest.Builder request(String method, String path, String token, String body) {
        var request = HttpRequest.newBuilder(URI.create(stack.gatewayUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return request;
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Answer(HttpResponse<String> http) {
        int status() {
            return http.statusCode();
        }

        JsonObject json() {
            return JsonParser.parseString(http.body()).getAsJsonObject();
        }

        /// The body of an answer that went well.
        JsonObject ok() {
            if (status() / 100 != 2) {
                throw new AssertionError(http.request().uri() + " answered " + status() + ": " + http.body());
            }
            return http.body().isEmpty() ? new JsonObject() : json();
        }

        /// `status code` of a problem, such as `404 unreachable`.
        String problem() {
            var type = http.headers().firstValue("Content-Type").orElse("none");
            if (!type.startsWith("application/problem+json")) {
                throw new AssertionError(
                        http.request().uri() + " answered " + status() + " " + type + ": " + http.body());
            }
            return status() + " " + json().get("code").getAsString();
        }
    }
}
