package dev.kith.local.testing.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The line between a client and a server on this machine, in whole WebSocket messages: a test says what becomes of
/// each. What is no WebSocket passes as it is. The server hears of no compression, so each message can be read
/// without those before it.
public final class FrameLine implements AutoCloseable {
    private final ServerSocket listening;
    private final int server;
    private final List<Crossing> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private volatile Weather weather = Weather.FAIR;

    public FrameLine(int serverPort) {
        server = serverPort;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /// Where the client finds the server.
    public String url() {
        return "http://localhost:" + listening.getLocalPort();
    }

    /// For all frames from now on.
    public void weather(Weather from) {
        weather = from;
    }

    /// How many frames have come to be decided on.
    public int crossed(Way way) {
        return counter(way).get();
    }

    /// Everything that is open breaks off, and both sides notice.
    public void cut() {
        open.forEach(Crossing::cut);
    }

    /// On what is open nothing arrives any more, and nobody notices. What is opened later is not concerned.
    public void fallSilent() {
        open.forEach(Crossing::fallSilent);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Crossing::end);
    }

    Fate next(Way way) {
        return weather.of(way, counter(way).incrementAndGet());
    }

    private AtomicInteger counter(Way way) {
        return way == Way.SENT ? sent : received;
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                Thread.startVirtualThread(() -> carry(client));
            }
        } catch (IOException closed) {
            // No more connections.
        }
    }

    private void carry(Socket client) {
        try (client;
                var upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            var crossing = new Crossing(this, client, upstream);
            open.add(crossing);
            crossing.run();
            open.remove(crossing);
        } catch (IOException brokenOff) {
            // As lines do.
        }
    }
}
