package dev.kith.media;

import dev.kith.local.testing.TestTokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/// What an app of one user sends, header by header.
public final class Client {
    public static final String APP = "app_media";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime() % 1_000_000 * 1_000);

    private final URI root;
    private final long uid;
    private final String token;

    private Client(URI root, long uid, String app) {
        this.root = root;
        this.uid = uid;
        this.token = TestTokens.user(uid, app, "phone");
    }

    public static Client newUser(URI root) {
        return new Client(root, NEXT.incrementAndGet(), APP);
    }

    /// Somebody of another app.
    public static Client ofApp(URI root, String app) {
        return new Client(root, NEXT.incrementAndGet(), app);
    }

    public Client another() {
        return newUser(root);
    }

    public long uid() {
        return uid;
    }

    public String token() {
        return token;
    }

    public URI uri(String path) {
        return root.resolve(path);
    }

    /// Begins an upload, and answers where it is.
    public String begin(long length, String name) {
        var answer = tus(
                "POST",
                "/v1/uploads",
                new byte[0],
                "Upload-Length",
                Long.toString(length),
                "Upload-Metadata",
                "filename " + base64(name));
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + text(answer));
        }
        return answer.headers().firstValue("Location").orElseThrow();
    }

    public HttpResponse<byte[]> append(String upload, long offset, byte[] bytes, String... more) {
        var headers = new String[more.length + 4];
        headers[0] = "Upload-Offset";
        headers[1] = Long.toString(offset);
        headers[2] = "Content-Type";
        headers[3] = "application/offset+octet-stream";
        System.arraycopy(more, 0, headers, 4, more.length);
        return tus("PATCH", upload, bytes, headers);
    }

    public long offset(String upload) {
        return tus("HEAD", upload, new byte[0])
                .headers()
                .firstValueAsLong("Upload-Offset")
                .orElseThrow();
    }

    /// Uploads a whole file, and answers its id.
    public String file(String name, byte[] bytes) {
        var upload = begin(bytes.length, name);
        if (bytes.length > 0) {
            var answer = append(upload, 0, bytes);
            if (answer.statusCode() != 204) {
                throw new AssertionError(answer.statusCode() + " " + text(answer));
            }
        }
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    public HttpResponse<byte[]> tus(String method, String path, byte[] body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Tus-Resumable";
        all[1] = "1.0.0";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return call(method, path, body, all);
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        return call("GET", path, new byte[0], headers);
    }

    public HttpResponse<byte[]> call(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /// Without any token.
    public HttpResponse<byte[]> anonymously(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    public static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError(text(answer)));
    }

    /// Of a problem.
    public static String code(HttpResponse<byte[]> answer) {
        return new JsonObject(text(answer)).getString("code");
    }

    /// Of an upload, from its URL.
    public static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
