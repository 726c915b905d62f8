package dev.kith.messaging.socket;

import dev.kith.contracts.ErrorCode;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;

/// `GET /v1/connect`: the upgrade to a socket. Anybody may try; who it is, the hello tells.
///
/// A plain Vert.x socket and not WebSockets Next, which at this version reads whatever is sent: here a connection is
/// read only as fast as it can be served.
@ApplicationScoped
class ConnectRoute implements HttpServerOptionsCustomizer {
    private static final Logger LOG = Logger.getLogger(ConnectRoute.class);
    private static final String PATH = "/v1/connect";

    private final Connections connections;
    private final Drain drain;
    private final Greeter greeter;
    private final FrameDesk desk;
    private final SocketSettings settings;
    private final Clock clock;
    private final Vertx vertx;

    ConnectRoute(
            Connections connections,
            Drain drain,
            Greeter greeter,
            FrameDesk desk,
            SocketSettings settings,
            Clock clock,
            Vertx vertx) {
        this.connections = connections;
        this.drain = drain;
        this.greeter = greeter;
        this.desk = desk;
        this.settings = settings;
        this.clock = clock;
        this.vertx = vertx;
    }

    void route(@Observes Router router) {
        router.get(PATH).handler(this::upgrade);
    }

    /// What is a little too big is told so by the connection; only what is far too big is cut off below it.
    ///
    /// No compression: it costs memory for each socket, and secrets beside chosen text would leak through its size.
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setWebSocketSubProtocols(Encoding.subprotocols())
                .setMaxWebSocketFrameSize(4 * settings.maxMessageBytes())
                .setMaxWebSocketMessageSize(4 * settings.maxMessageBytes())
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    private void upgrade(RoutingContext request) {
        var encoding = offered(request);
        if (!"websocket".equalsIgnoreCase(request.request().getHeader(HttpHeaders.UPGRADE)) || encoding.isEmpty()) {
            refuse(
                    request,
                    ErrorCode.BAD_REQUEST,
                    "This is a WebSocket; ask for one of the subprotocols " + Encoding.subprotocols() + ".");
        } else if (drain.hasBegun() || connections.size() >= settings.maxConnections() || greeter.isBusy()) {
            request.response()
                    .putHeader(
                            HttpHeaders.RETRY_AFTER,
                            String.valueOf(Greeter.comeAgain().toSeconds()));
            refuse(request, ErrorCode.UNAVAILABLE, "This node takes no more connections now; try again.");
        } else {
            request.request()
                    .toWebSocket()
                    .onSuccess(socket -> begin(socket, encoding.get(), cut(request)))
                    .onFailure(failure -> LOG.debugf("no upgrade: %s", failure.getMessage()));
        }
    }

    private void begin(ServerWebSocket socket, Encoding encoding, Runnable cut) {
        var wire = new Wire(socket, encoding, settings, clock, vertx, cut);
        var connection = new Connection(wire, vertx.getOrCreateContext(), settings, greeter, desk, clock.millis());
        connections.add(connection);
        connection.open();
    }

    /// Closing a WebSocket waits for its last bytes to be read, which may be never; closing its channel does not.
    private static Runnable cut(RoutingContext request) {
        var connection = request.request().connection();
        return () -> {
            if (connection instanceof ConnectionBase below) {
                var unused = below.channel().close();
            }
        };
    }

    /// The one that the handshake will choose: the client's first that is ours.
    private static Optional<Encoding> offered(RoutingContext request) {
        return request.request().headers().getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .flatMap(name -> Encoding.of(name).stream())
                .findFirst();
    }

    private static void refuse(RoutingContext request, ErrorCode code, String detail) {
        request.response()
                .setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("type", "urn:kith:error:" + code.slug())
                        .put("title", code.title())
                        .put("status", code.status())
                        .put("detail", detail)
                        .put("code", code.slug())
                        .toBuffer());
    }
}
