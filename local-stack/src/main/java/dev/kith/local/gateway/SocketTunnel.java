package dev.kith.local.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.URI;

/// Passes a WebSocket through: the handshake as HTTP, then bytes both ways until one side closes.
///
/// The proxy library could do this too, but it writes to a slow reader without end and swallows the answer of a service
/// that refuses the handshake. Here a side that does not read stops the other from sending.
final class SocketTunnel {
    private final HttpClient client;
    private final Settings settings;

    SocketTunnel(HttpClient client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    void open(HttpServerRequest request, URI upstream) {
        request.pause();
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(upstream.getHost())
                .setPort(upstream.getPort())
                .setURI(request.uri())
                .setConnectTimeout(settings.connectTimeout().toMillis())
                .setIdleTimeout(settings.timeout().toMillis());
        client.request(options)
                .compose(onward -> shakeHands(request, onward))
                .onSuccess(answer -> follow(request, answer))
                .onFailure(failure -> Problem.UNAVAILABLE.answer(request));
    }

    private static Future<HttpClientResponse> shakeHands(HttpServerRequest request, HttpClientRequest onward) {
        request.headers().forEach(onward::putHeader);
        onward.headers().remove("Host");
        // Some browsers send "keep-alive, Upgrade", which is not taken for a handshake by all.
        onward.putHeader("Connection", "Upgrade");
        request.response().exceptionHandler(gone -> onward.reset());
        // That a connection ends is how each of them ends; without a hearer each would be told as an error.
        request.exceptionHandler(gone -> {});
        onward.exceptionHandler(gone -> {});
        return onward.connect();
    }

    private static void follow(HttpServerRequest request, HttpClientResponse answer) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.statusCode());
        if (answer.statusCode() != 101) {
            refuse(response, answer);
            return;
        }
        answer.exceptionHandler(gone -> {});
        NetSocket service = answer.netSocket();
        service.pause();
        Channel below = ((ConnectionBase) answer.request().connection()).channel();
        response.headers().addAll(answer.headers());
        request.toNetSocket()
                .onSuccess(device -> {
                    new Pump(device, service, bytes -> write(service, below, bytes)).start();
                    new Pump(service, device, device::write).start();
                })
                .onFailure(gone -> service.close());
    }

    // A write to the socket of a client connection is never answered, not even once it has left; an empty one that
    // stands behind it in the channel is.
    private static Future<Void> write(NetSocket service, Channel below, Buffer bytes) {
        var unusedWrite = service.write(bytes);
        var left = Promise.<Void>promise();
        var unusedListener = below.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> left.complete());
        return left.future();
    }

    // A connection on which a handshake was tried goes back to no pool; who does not close it keeps it for ever.
    private static void refuse(HttpServerResponse response, HttpClientResponse answer) {
        var service = answer.request().connection();
        Headers.removeHopByHop(answer.headers());
        answer.headers().remove(RequestId.HEADER);
        answer.headers().remove("Transfer-Encoding");
        response.headers().addAll(answer.headers());
        if (answer.getHeader("Content-Length") == null) {
            response.setChunked(true);
        }
        answer.pipeTo(response).onComplete(piped -> service.close());
    }
}
