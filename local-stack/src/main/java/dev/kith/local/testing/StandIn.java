package dev.kith.local.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Another service's internal calls, as a server of its own beside the service under test, which is told its address.
public abstract class StandIn implements QuarkusTestResourceLifecycleManager {
    private final String variable;
    private final String path;
    private @Nullable HttpServer server;

    /// @param variable under which the service under test looks for the other one, such as `KITH_MEDIA_URL`
    /// @param path of the calls that it answers
    protected StandIn(String variable, String path) {
        this.variable = variable;
        this.path = path;
    }

    /// Answers one call and closes the exchange.
    protected abstract void answer(HttpExchange exchange) throws IOException;

    @Override
    public final Map<String, String> start() {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext(path, this::answer);
            started.start();
            server = started;
            return Map.of(variable, "http://127.0.0.1:" + started.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void stop() {
        var started = server;
        if (started != null) {
            started.stop(0);
        }
    }

    /// After the stack, whose settings it overrides.
    @Override
    public final int order() {
        return 1;
    }
}
