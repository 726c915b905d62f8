package dev.kith.system;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A socket of subprotocol `kith.v1.json`, as a script would hold one: frames are text.
final class JsonSocket implements WebSocket.Listener, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private JsonSocket(URI gateway) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("kith.v1.json")
                .connectTimeout(LIMIT)
                .buildAsync(URI.create("ws://" + gateway.getAuthority() + "/v1/connect"), this)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /// Upgraded, nothing said yet.
    static JsonSocket open(URI gateway) {
        return new JsonSocket(gateway);
    }

    /// Welcomed.
    static JsonSocket hello(URI gateway, String token) {
        var socket = open(gateway);
        socket.text("{\"ref\": 1, \"hello\": {\"accessToken\": \"%s\"}}".formatted(token));
        socket.await(frame -> frame.has("welcome"));
        return socket;
    }

    void text(String text) {
        socket.sendText(text, true)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    void binary(byte... bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /// The next frame of which this holds; others are passed over.
    JsonObject await(Predicate<JsonObject> wanted) {
        try {
            while (true) {
                var frame = frames.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                if (frame == null) {
                    throw new AssertionError("no such frame came");
                }
                if (wanted.test(frame)) {
                    return frame;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The answer to the frame with this ref.
    JsonObject answer(int ref) {
        return await(frame -> frame.has("ref") && frame.get("ref").getAsInt() == ref);
    }

    /// The code with which the server closes.
    int closeCode() {
        return closed.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(JsonParser.parseString(partial.toString()).getAsJsonObject());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
