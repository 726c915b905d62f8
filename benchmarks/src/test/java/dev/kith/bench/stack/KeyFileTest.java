package dev.kith.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private Gateway gateway;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/admin/apps", this::open);
        server.createContext("/v1/admin/tokens", this::token);
        server.start();
        gateway =
                new Gateway(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.stop(0);
    }

    private KeyFile file() {
        return new KeyFile(directory.resolve("below/app.properties"));
    }

    @Test
    void remembersTheAppForTheNextRun() throws IOException {
        var first = file().enter(gateway, "root", "name");

        var second = file().enter(gateway, "root", "name");

        assertThat(second.key()).isEqualTo(first.key());
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("below/app.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void opensANewAppWhenTheStackDoesNotKnowTheOldOne() {
        var first = file().enter(gateway, "root", "name");
        keys.clear();

        var second = file().enter(gateway, "root", "name");

        assertThat(second.key()).isNotEqualTo(first.key());
        assertThat(file().enter(gateway, "root", "name").key()).isEqualTo(second.key());
    }

    @Test
    void opensANewAppAfterItHasForgotten() {
        var first = file().enter(gateway, "root", "name");
        file().forget();

        assertThat(file().enter(gateway, "root", "name").key()).isNotEqualTo(first.key());
    }

    private void open(HttpExchange call) {
        var key = "key-" + System.nanoTime();
        keys.add(key);
        answer(call, 201, "{\"id\": \"app-of-" + key + "\", \"key\": \"" + key + "\"}");
    }

    private void token(HttpExchange call) {
        var key = call.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        answer(
                call,
                keys.contains(key) ? 200 : 401,
                keys.contains(key) ? "{\"accessToken\": \"t\"}" : "{\"code\": \"wrong-key\"}");
    }

    private static void answer(HttpExchange call, int status, String json) {
        try (call) {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, bytes.length);
            call.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
