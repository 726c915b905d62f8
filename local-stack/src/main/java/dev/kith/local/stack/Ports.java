package dev.kith.local.stack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which port each part listens on, loopback only.
public final class Ports {
    public static final String HOST = "127.0.0.1";

    private static final int STANDARD_CONTROLLER = 19093;
    private static final int HIGHEST_OFFSET = 40_000;
    private static final Queue<DatagramSocket> RESERVED = new ConcurrentLinkedQueue<>();

    private final Map<Part, Integer> byPart;
    private final int kafkaController;

    private Ports(Map<Part, Integer> byPart, int kafkaController) {
        this.byPart = byPart;
        this.kafkaController = kafkaController;
    }

    /// The documented ports, each moved up by `offset`, so that a second stack fits beside the first.
    public static Ports standard(int offset) {
        if (offset < 0 || offset > HIGHEST_OFFSET) {
            throw new IllegalArgumentException("a port offset is between 0 and " + HIGHEST_OFFSET + ", not " + offset);
        }
        var ports = new EnumMap<Part, Integer>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, part.standardPort() + offset);
        }
        return new Ports(ports, STANDARD_CONTROLLER + offset);
    }

    /// For each part a [#freePort].
    public static Ports free() {
        var ports = new EnumMap<Part, Integer>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, freePort());
        }
        return new Ports(ports, freePort());
    }

    /// The same ports, but for this part, which gets another one that nobody listens on.
    public Ports withAnother(Part part) {
        var ports = new EnumMap<>(byPart);
        ports.put(part, freePort());
        return new Ports(ports, kafkaController);
    }

    public int of(Part part) {
        return Objects.requireNonNull(byPart.get(part));
    }

    /// The port on which the Kafka node talks to itself as controller.
    public int kafkaController() {
        return kafkaController;
    }

    /// Where this part is found, as `http://127.0.0.1:port`.
    public String url(Part part) {
        return "http://" + HOST + ":" + of(part);
    }

    /// The ports in one word, for [#decoded].
    public String encoded() {
        return Arrays.stream(Part.values()).map(p -> of(p) + ",").collect(Collectors.joining()) + kafkaController;
    }

    public static Ports decoded(String encoded) {
        Iterator<Integer> numbers = Pattern.compile(",")
                .splitAsStream(encoded)
                .map(Integer::valueOf)
                .iterator();
        var ports = new EnumMap<Part, Integer>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, numbers.next());
        }
        return new Ports(ports, numbers.next());
    }

    /// Whether a server could listen on this port now.
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // As servers do: a port whose last connections are still in TIME_WAIT counts as free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /// Whether a server takes connections on this port now.
    public static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 1_000);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /// A port that nobody listens on now, and that is given to nobody else, here or in another process, while this
    /// one lives: tests of several modules start servers at a time, and a server opens its port long after it was
    /// chosen. Taken below the range from which the system gives ports to clients.
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (reserve(port) && isFree(port)) {
                return port;
            }
        }
    }

    /// Whoever holds the UDP port of the same number may use the TCP port: the system gives it to one process alone and
    /// takes it back when that ends, however it ends.
    private static boolean reserve(int port) {
        try {
            RESERVED.add(new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(HOST), port)));
            return true;
        } catch (SocketException taken) {
            return false;
        }
    }
}
