package dev.kith.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The line between a client and a server, which can be cut. */
final class Wire implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int serverPort;

    Wire(int serverPort) throws IOException {
        this.serverPort = serverPort;
        thread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Everything that is open breaks off, without a word to either side. */
    void cut() {
        open.forEach(Wire::drop);
        open.clear();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                connect(listening.accept());
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void connect(Socket client) {
        open.add(client);
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            open.add(server);
            pump(client, server);
            pump(server, client);
        } catch (IOException cutMeanwhile) {
            drop(client);
        }
    }

    private static void pump(Socket from, Socket to) throws IOException {
        to.setTcpNoDelay(true);
        var in = from.getInputStream();
        var out = to.getOutputStream();
        thread(() -> {
            copy(in, out);
            drop(from);
            drop(to);
        });
    }

    private static void copy(InputStream in, OutputStream out) {
        var buffer = new byte[16_384];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException cut) {
            // The end of this line.
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // As wanted.
        }
    }

    private static void thread(Runnable task) {
        var thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
