package dev.kith.bench.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// REST through the gateway: JSON there and back, blocking; meant for virtual threads. Thread-safe.
public final class Gateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final URI base;
    private final HttpClient http;

    public Gateway(URI base) {
        this.base = base;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    public URI base() {
        return base;
    }

    /// The answer of a successful call.
    ///
    /// @throws Refused for any other status
    /// @throws BenchFailure when nobody answers
    public JsonNode post(String path, String bearer, Object body) {
        return send("POST", path, bearer, HttpRequest.BodyPublishers.ofByteArray(bytes(body)));
    }

    /// As above, asking only.
    public JsonNode get(String path, String bearer) {
        return send("GET", path, bearer, HttpRequest.BodyPublishers.noBody());
    }

    /// As above, changing what is there.
    public JsonNode patch(String path, String bearer, Object body) {
        return send("PATCH", path, bearer, HttpRequest.BodyPublishers.ofByteArray(bytes(body)));
    }

    /// As above, without a body and an answer.
    public void delete(String path, String bearer) {
        send("DELETE", path, bearer, HttpRequest.BodyPublishers.noBody());
    }

    /// What a call sends, made beforehand where the call itself is timed.
    public static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /// The answer of a successful call with a body made beforehand.
    public byte[] postBytes(String path, String bearer, byte[] body) {
        return exchange("POST", path, bearer, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    public static JsonNode read(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new BenchFailure(ExitCode.NO_STACK, "The gateway answered with something that is no JSON.", e);
        }
    }

    private JsonNode send(String method, String path, String bearer, HttpRequest.BodyPublisher body) {
        return read(exchange(method, path, bearer, body));
    }

    private byte[] exchange(String method, String path, String bearer, HttpRequest.BodyPublisher body) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw refused(method + " " + path, answer);
            }
            return answer.body();
        } catch (IOException e) {
            throw new BenchFailure(
                    ExitCode.NO_STACK, "No answer from " + base + " (" + e + "). Is the stack up? ./kith status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(ExitCode.INCOMPLETE, "Interrupted.", e);
        }
    }

    private static Refused refused(String call, HttpResponse<byte[]> answer) {
        long retryAfter = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        try {
            var problem = JSON.readTree(answer.body());
            return new Refused(
                    call,
                    answer.statusCode(),
                    problem.path("code").asText("unknown"),
                    problem.path("detail").asText(""),
                    retryAfter);
        } catch (IOException noProblem) {
            return new Refused(call, answer.statusCode(), "unknown", "", retryAfter);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
