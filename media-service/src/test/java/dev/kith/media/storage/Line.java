package dev.kith.media.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// A line to a server that can be cut, and mended.
public final class Line implements AutoCloseable {
    /// Little, so that what nobody takes does not come.
    private static final int BUFFER = 64 << 10;

    private final int server;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong brought = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Line(int server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    /// From now on nobody gets through.
    void cut() {
        cutAfter(0);
        open.forEach(this::reset);
    }

    /// Cuts it when the server has sent so many bytes more.
    void cutAfter(long bytes) {
        left.set(bytes);
    }

    void mend() {
        left.set(Long.MAX_VALUE);
    }

    /// How many bytes the server has sent so far.
    long brought() {
        return brought.get();
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
            // The door, at the end of the tests.
        }
    }

    private void connect(Socket client) throws IOException {
        if (left.get() <= 0) {
            reset(client);
            return;
        }
        var there = new Socket(InetAddress.getLoopbackAddress(), server);
        for (var socket : new Socket[] {client, there}) {
            socket.setReceiveBufferSize(BUFFER);
            socket.setSendBufferSize(BUFFER);
            open.add(socket);
        }
        threads.execute(() -> carry(client, there, false));
        threads.execute(() -> carry(there, client, true));
    }

    private void carry(Socket from, Socket to, boolean counted) {
        try {
            if (carry(from.getInputStream(), to.getOutputStream(), counted)) {
                // What is on its way arrives before the end does.
                to.shutdownOutput();
                if (from.isOutputShutdown()) {
                    close(from);
                    close(to);
                }
                return;
            }
        } catch (IOException broken) {
            // By the other direction, or cut.
        }
        reset(from);
        reset(to);
    }

    /// @return whether it ended by itself, and was not cut
    private boolean carry(InputStream from, OutputStream to, boolean counted) throws IOException {
        var piece = new byte[16 << 10];
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
            if (counted && left.addAndGet(-read) <= 0) {
                return false;
            }
            to.write(piece, 0, read);
            if (counted) {
                brought.addAndGet(read);
            }
        }
        return true;
    }

    private void close(Socket socket) throws IOException {
        open.remove(socket);
        socket.close();
    }

    /// What is on its way is lost.
    private void reset(Socket socket) {
        open.remove(socket);
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // By the other direction.
        }
    }
}
