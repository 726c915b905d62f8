package dev.kith.media.storage;

import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.boot.loader.launch.JarLauncher;

/// A server that speaks S3 (S3Mock, as it is published), in a process of its own and behind a [Line], with a bucket.
public final class S3Server implements QuarkusTestResourceLifecycleManager {
    private static final String BUCKET = "kith";
    private static final Path FOLDER = Path.of("target/s3");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Process process;
    private Line line;
    private int port;

    @Override
    public Map<String, String> start() {
        try {
            port = Ports.freePort();
            Files.createDirectories(FOLDER);
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar().toString(),
                            "--server.port=0",
                            "--com.adobe.testing.s3mock.http-port=" + port,
                            "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
                            "--com.adobe.testing.s3mock.store.root=" + FOLDER)
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolveSibling("s3.log").toFile())
                    .start();
            // It goes with this JVM, however that ends orderly.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> head("").statusCode() == 200);
            line = new Line(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "kith.media.s3.bucket",
                BUCKET,
                "kith.media.s3.endpoint",
                "http://127.0.0.1:" + line.port(),
                "kith.media.s3.region",
                "us-east-1",
                "kith.media.s3.path-style",
                "true",
                "kith.media.s3.access-key",
                "somebody",
                "kith.media.s3.secret-key",
                "secret of somebody");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(S3Server.class));
    }

    @Override
    public void stop() {
        process.destroyForcibly();
        try {
            line.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Line line() {
        return line;
    }

    /// Whether this content is in the bucket, whatever the state of the line. May be asked while it is being removed.
    public boolean has(String content) {
        return etag(content).isPresent();
    }

    /// The tag that the server has of it; of what came in parts, it ends in their number.
    Optional<String> etag(String content) {
        var answer = head("/" + name(content));
        return switch (answer.statusCode()) {
            case 200 -> answer.headers().firstValue("ETag");
            case 404 -> Optional.empty();
            default -> throw new AssertionError(answer);
        };
    }

    /// Puts something there that nobody has asked for.
    void put(String content, byte[] bytes) {
        change(content, 200, request -> request.PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    void remove(String content) {
        change(content, 204, HttpRequest.Builder::DELETE);
    }

    private void change(String content, int expected, UnaryOperator<HttpRequest.Builder> method) {
        var answer = send(method.apply(request("/" + name(content))));
        if (answer.statusCode() != expected) {
            throw new AssertionError(answer);
        }
    }

    /// S3Mock answers 500 to who asks between two steps of a removal.
    private HttpResponse<Void> head(String path) {
        return await().pollDelay(Duration.ZERO)
                .until(() -> send(request(path).HEAD()), answer -> answer.statusCode() != 500);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + BUCKET + path));
    }

    private static HttpResponse<Void> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String name(String content) {
        return "kept/" + content.substring(0, 2) + "/" + content;
    }

    /// The jar is on the class path of the tests, where nothing of it is seen but what starts it.
    private static File jar() {
        return new File(JarLauncher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
