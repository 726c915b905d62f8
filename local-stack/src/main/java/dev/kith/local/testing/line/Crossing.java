package dev.kith.local.testing.line;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection over the line: a request and its answer, or a WebSocket from its upgrade to its end.
final class Crossing {
    private static final long MOMENT_MILLIS = 40;
    private static final byte[] END = {};

    private final FrameLine line;
    private final Socket client;
    private final Socket server;
    private boolean isCut;
    private boolean isSilent;

    Crossing(FrameLine line, Socket client, Socket server) {
        this.line = line;
        this.client = client;
        this.server = server;
    }

    void run() throws IOException {
        var fromClient = new BufferedInputStream(client.getInputStream());
        var fromServer = new BufferedInputStream(server.getInputStream());
        var request = Head.read(fromClient);
        server.getOutputStream().write(request.asForwarded());
        if (request.isOfSocket()) {
            client.getOutputStream().write(Head.read(fromServer).asForwarded());
            both(
                    () -> frames(Way.SENT, fromClient, server.getOutputStream()),
                    () -> frames(Way.RECEIVED, fromServer, client.getOutputStream()));
        } else {
            both(() -> bytes(fromClient, server), () -> answer(fromServer));
        }
    }

    /// Both sides hear of the end behind all that arrived before it.
    synchronized void cut() {
        isCut = true;
        finish(client);
        finish(server);
    }

    synchronized void fallSilent() {
        isSilent = true;
    }

    void end() {
        close(client);
        close(server);
    }

    private interface Carrying {
        void run() throws IOException;
    }

    private void both(Carrying one, Carrying other) {
        var beside = Thread.startVirtualThread(() -> untilItBreaks(one));
        untilItBreaks(other);
        try {
            beside.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilItBreaks(Carrying carrying) {
        try {
            carrying.run();
        } catch (IOException brokenOff) {
            end();
        }
    }

    private void answer(InputStream from) throws IOException {
        client.getOutputStream().write(Head.read(from).asForwarded());
        bytes(from, client);
    }

    private static void bytes(InputStream from, Socket to) throws IOException {
        from.transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    private void frames(Way way, InputStream from, OutputStream to) throws IOException {
        BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
        var reading = Thread.startVirtualThread(() -> {
            try {
                for (var next = Frames.read(from); next.isPresent(); next = Frames.read(from)) {
                    arrived.add(next.get());
                }
            } catch (IOException brokenOff) {
                // As at its end.
            }
            arrived.add(END);
        });
        try {
            deliver(way, arrived, to);
            reading.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    private void deliver(Way way, BlockingQueue<byte[]> arrived, OutputStream to)
            throws IOException, InterruptedException {
        byte @Nullable [] overtaken = null;
        while (true) {
            var next = overtaken == null
                    ? Optional.of(arrived.take())
                    : Optional.ofNullable(arrived.poll(MOMENT_MILLIS, TimeUnit.MILLISECONDS));
            if (next.isPresent() && Arrays.equals(next.get(), END)) {
                return;
            }
            if (hasNoMoreToDo()) {
                continue;
            }
            if (overtaken != null) {
                if (next.isPresent()) {
                    put(to, next.get());
                }
                put(to, overtaken);
                overtaken = null;
            } else if (Frames.isControl(next.orElseThrow())) {
                put(to, next.get());
            } else {
                overtaken = decide(line.next(way), next.get(), to);
            }
        }
    }

    /// @return what waits to be overtaken
    private byte @Nullable [] decide(Fate fate, byte[] frame, OutputStream to)
            throws IOException, InterruptedException {
        switch (fate) {
            case ARRIVES -> put(to, frame);
            case IS_LOST -> {}
            case ARRIVES_TWICE -> {
                put(to, frame);
                put(to, frame);
            }
            case IS_LATE -> {
                TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
                put(to, frame);
            }
            case IS_OVERTAKEN -> {
                return frame;
            }
            case IS_THE_LAST -> {
                synchronized (this) {
                    put(to, frame);
                    cut();
                }
            }
            case IS_CUT_OFF -> cut();
        }
        return null;
    }

    private synchronized boolean hasNoMoreToDo() {
        return isCut || isSilent;
    }

    private synchronized void put(OutputStream to, byte[] frame) throws IOException {
        if (!hasNoMoreToDo()) {
            to.write(frame);
        }
    }

    private static void finish(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException closedAlready) {
            // As wanted.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // As wanted.
        }
    }
}
