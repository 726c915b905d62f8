package dev.kith.local.gateway;

import dev.kith.contracts.ErrorCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The gateway on one event loop: takes a request, decides, and passes it through or answers it.
final class Door extends AbstractVerticle {
    private static final String EXCHANGE = "exchange";
    /// Calls to one service at a time, for each event loop; more wait for the connect time-out and are refused.
    private static final int CALLS = 128;
    private static final int SWITCHED = 101;
    private static final int WAITING_CALLS = 1_024;

    private final Settings settings;
    private final Cors cors;
    private final Map<Upstream, HttpProxy> proxies = new EnumMap<>(Upstream.class);

    Door(Settings settings) {
        this.settings = settings;
        this.cors = new Cors(settings.origins());
    }

    @Override
    public void start(Promise<Void> started) {
        var options = new HttpClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setMaxWaitQueueSize(WAITING_CALLS)
                // Some services compress; what they sent is passed on as it is.
                .setDecompressionSupported(false)
                .setMaxHeaderSize(64 << 10);
        HttpClient calls = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CALLS));
        for (Upstream upstream : Upstream.values()) {
            proxies.put(upstream, proxy(calls, origin(upstream), new Passage(upstream)));
        }
        var heads = new HeadLimit(vertx);
        // A socket keeps its connection for as long as it lives, so they have no bound but the memory.
        var tunnel = new SocketTunnel(
                vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(1_000_000)), settings);
        vertx.createHttpServer(serverOptions())
                .connectionHandler(connection -> {
                    connection.closeHandler(gone -> heads.came(connection));
                    heads.await(connection, settings.headTime());
                })
                .invalidRequestHandler(Door::refuseInvalid)
                .requestHandler(request -> enter(request, tunnel, heads))
                .listen()
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxHeaderSize(settings.headerLimit())
                .setMaxInitialLineLength(settings.headerLimit())
                .setIdleTimeout((int) settings.socketIdle().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false);
    }

    private void enter(HttpServerRequest request, SocketTunnel tunnel, HeadLimit heads) {
        var connection = request.connection();
        heads.came(connection);
        var response = request.response();
        response.endHandler(answered -> {
            if (!response.closed() && response.getStatusCode() != SWITCHED) {
                heads.await(connection, settings.socketIdle());
            }
        });
        RequestId.settle(request);
        if (request.path() != null && request.path().equals("/gateway/health")) {
            request.response().putHeader("Content-Type", "application/json").end("{\"status\":\"UP\"}");
            return;
        }
        cors.allow(request);
        var upstream = RequestPath.of(request.uri()).flatMap(Routes::of);
        if (upstream.isEmpty()) {
            Problem.NOT_FOUND.answer(request);
        } else if (request.method().equals(HttpMethod.TRACE)) {
            new Problem(ErrorCode.METHOD_NOT_ALLOWED, "TRACE is not offered.").answer(request);
        } else if (Cors.isPreflight(request)) {
            cors.answerPreflight(request);
        } else if (isHandshake(request)) {
            connect(request, tunnel, origin(upstream.get()));
        } else {
            call(request, upstream.get());
        }
    }

    private void connect(HttpServerRequest request, SocketTunnel tunnel, URI service) {
        if (cors.isForeign(request)) {
            cors.refuse(request);
            return;
        }
        // What followed such a head could be taken for a body by one and for the first frames by the other.
        if (request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            Problem.HANDSHAKE_WITH_BODY.answer(request);
            return;
        }
        Headers.setForwarded(request, settings.proxies());
        tunnel.open(request, service);
    }

    private void call(HttpServerRequest request, Upstream upstream) {
        long limit = settings.bodyLimit(upstream, request.path());
        if (announcedLength(request) > limit) {
            Overflow.discard(vertx, request);
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            Overflow.problem(limit).answer(request);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.headers().remove(HttpHeaders.EXPECT);
            request.response().writeContinue();
        }
        String id = RequestId.of(request);
        Headers.removeHopByHop(request.headers());
        Headers.setForwarded(request, settings.proxies());
        request.headers().set(RequestId.HEADER, id);
        Objects.requireNonNull(proxies.get(upstream)).handle(request);
    }

    private HttpProxy proxy(HttpClient client, URI service, Passage passage) {
        var options = new RequestOptions()
                .setHost(service.getHost())
                .setPort(service.getPort())
                // Includes the wait for a free connection.
                .setConnectTimeout(settings.connectTimeout().toMillis());
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(context -> client.request(new RequestOptions(options))
                        .onSuccess(request -> exchange(context).goesTo(request)))
                .addInterceptor(passage);
    }

    private final class Passage implements ProxyInterceptor {
        private final Upstream upstream;

        Passage(Upstream upstream) {
            this.upstream = upstream;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            HttpServerRequest client = context.request().proxiedRequest();
            var exchange = new Exchange(vertx, settings, settings.bodyLimit(upstream, client.path()), client);
            context.set(EXCHANGE, exchange);
            return exchange.sendRequest(context);
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            return exchange(context).sendResponse(context);
        }
    }

    private static Exchange exchange(ProxyContext context) {
        return context.get(EXCHANGE, Exchange.class);
    }

    private URI origin(Upstream upstream) {
        return Objects.requireNonNull(settings.upstreams().get(upstream));
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean isHandshake(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    private static void refuseInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        boolean tooLong = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
        var problem = tooLong
                ? new Problem(ErrorCode.HEADERS_TOO_LARGE, "The address and headers of the request are too long.")
                : new Problem(ErrorCode.BAD_REQUEST, "This is not a request that can be read.");
        RequestId.settle(request);
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        problem.answer(request);
        request.connection().close();
    }
}
