package dev.kith.local.redis;

import dev.kith.local.stack.Ports;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection to the local Redis, for the few calls that the launcher and its tests make. The services use the
/// client of Quarkus.
public final class RedisConnection implements AutoCloseable {
    private static final int LIMIT_MS = 2_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    public RedisConnection(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(Ports.HOST), port), LIMIT_MS);
        socket.setSoTimeout(LIMIT_MS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Sends one command and gives its answer; an empty text for nil.
    ///
    /// @throws Refused when Redis answers with an error, or something that is not Redis answers
    public String call(String... words) throws IOException {
        var request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            request.append("$").append(length).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        String head = line();
        return switch (head.isEmpty() ? ' ' : head.charAt(0)) {
            case '+', ':' -> head.substring(1);
            case '$' -> bulk(Integer.parseInt(head.substring(1)));
            case '-' -> throw new Refused(head.substring(1));
            default -> throw new Refused("not an answer of Redis: " + head);
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return text;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /// Redis does not do what was asked.
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean loading;

        Refused(String answer) {
            super(answer);
            loading = answer.startsWith("LOADING");
        }

        /// Whether it does not serve only because it still reads its data.
        boolean isLoading() {
            return loading;
        }
    }
}
