package dev.kith.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A line between a client and a service that breaks after so many bytes, anew with each connection.
public final class CuttingLine implements AutoCloseable {
    private final ServerSocket door;
    private final URI service;
    private final Random chance;
    private final int most;
    private final AtomicInteger cuts = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param most bytes that a connection carries at most before it breaks
    public CuttingLine(URI service, long seed, int most) throws IOException {
        this.service = service;
        this.chance = new Random(seed);
        this.most = most;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    public URI uri(String path) {
        return URI.create("http://" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort() + path);
    }

    /// How often it broke.
    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private void serve() {
        try {
            while (true) {
                connect(door.accept());
            }
        } catch (IOException closed) {
            // The door, at the end of the test.
        }
    }

    private void connect(Socket client) throws IOException {
        var there = new Socket(service.getHost(), service.getPort());
        int budget = chance.nextInt(most);
        threads.execute(() -> carry(client, there, budget));
        threads.execute(() -> carry(there, client, Integer.MAX_VALUE));
    }

    private void carry(Socket from, Socket to, int budget) {
        try (from;
                to) {
            if (carry(from.getInputStream(), to.getOutputStream(), budget)) {
                cuts.incrementAndGet();
                // A reset, as when a network goes.
                from.setSoLinger(true, 0);
                to.setSoLinger(true, 0);
            }
        } catch (SocketException broken) {
            // By the other direction.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return whether the budget ended first
    private static boolean carry(InputStream from, OutputStream to, int budget) throws IOException {
        var piece = new byte[16 << 10];
        int left = budget;
        while (left > 0) {
            int read = from.read(piece, 0, Math.min(piece.length, left));
            if (read < 0) {
                return false;
            }
            to.write(piece, 0, read);
            left -= read;
        }
        return true;
    }
}
