package dev.kith.bench.chaos.messages;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A stack with two nodes of messaging-service, and how each fault is done to it.
final class Nodes implements AutoCloseable {
    /// Longer than the log waits for a silent member of the writers' group (6 s).
    private static final Duration SLEEP = Duration.ofSeconds(9);

    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int CUTS = 5;
    private static final Duration BETWEEN_CUTS = Duration.ofMillis(400);

    private final LocalStack stack;
    private final LocalStack other;
    private final boolean spread;

    private Nodes(LocalStack stack, LocalStack other, boolean spread) {
        this.stack = stack;
        this.other = other;
        this.spread = spread;
    }

    /// @param spread whether devices connect to both; otherwise the other one only takes its share of the log
    static Nodes of(LocalStack stack, boolean spread) {
        return new Nodes(stack, stack.anotherNode(Part.MESSAGING), spread);
    }

    LocalStack stack() {
        return stack;
    }

    /// Where this user's device connects: when spread, one of each pair at the node that the gateway does not
    /// know, so that messages cross from node to node.
    URI of(int user) {
        return !spread || user % 2 == 0 ? stack.gatewayUrl() : URI.create(other.url(Part.MESSAGING));
    }

    /// Does it, and mends it.
    ///
    /// @param cut ends a part of the connections
    void suffer(Fault fault, Runnable cut) throws InterruptedException, IOException {
        switch (fault) {
            case NODE -> killAndStart(stack, Part.MESSAGING);
            case OTHER_NODE -> killAndStart(other, Part.MESSAGING);
            case KAFKA -> killAndStart(stack, Part.KAFKA);
            case POSTGRES -> killAndStart(stack, Part.POSTGRES);
            case REDIS -> killAndStart(stack, Part.REDIS);
            case GATEWAY -> killAndStart(stack, Part.GATEWAY);
            case SLEEPING_NODE -> sleep();
            case NODE_LEAVES_AND_COMES -> {
                other.stop(Part.MESSAGING);
                Thread.sleep(SETTLED);
                other.start(Part.MESSAGING);
                Thread.sleep(SETTLED);
            }
            case FLUSHED_REDIS -> flush();
            case CUT_CONNECTIONS -> {
                for (int i = 0; i < CUTS; i++) {
                    cut.run();
                    Thread.sleep(BETWEEN_CUTS);
                }
            }
        }
    }

    private static void killAndStart(LocalStack where, Part part) {
        where.kill(part);
        where.start(part);
    }

    private void sleep() throws InterruptedException {
        other.pause(Part.MESSAGING);
        try {
            Thread.sleep(SLEEP);
        } finally {
            other.resume(Part.MESSAGING);
        }
    }

    private void flush() throws IOException {
        try (var redis = new Socket()) {
            redis.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), stack.port(Part.REDIS)), 2_000);
            redis.setSoTimeout(2_000);
            redis.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(redis.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
            if (!answer.equals("+OK")) {
                throw new IOException("Redis did not flush: " + answer);
            }
        }
    }

    @Override
    public void close() {
        other.close();
    }
}
