package dev.kith.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Finds who listens on a port, to name them in a message and to tell our own server from another's.
public final class PortOwner {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /// The process that listens on this port; empty when nobody does, or when we may not know.
    public static OptionalLong of(int port) {
        try {
            return OperatingSystem.isLinux() ? onLinux(port) : byLsof(port);
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }

    /// Whether somebody else is known to listen on this port.
    public static boolean isOtherThan(long pid, int port) {
        OptionalLong owner = of(port);
        return owner.isPresent() && owner.getAsLong() != pid;
    }

    /// For messages: `pid 4711 (/usr/bin/nginx)`, or `another program`.
    public static String describe(int port) {
        OptionalLong owner = of(port);
        if (owner.isEmpty()) {
            return "another program";
        }
        String command = ProcessHandle.of(owner.getAsLong())
                .flatMap(p -> p.info().commandLine().or(() -> p.info().command()))
                .map(c -> " (" + (c.length() > 100 ? c.substring(0, 100) + "..." : c) + ")")
                .orElse("");
        return "pid " + owner.getAsLong() + command;
    }

    private static OptionalLong onLinux(int port) throws IOException {
        var sockets = new HashSet<String>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            sockets.addAll(listeningSockets(PROC.resolve(table), port));
        }
        if (sockets.isEmpty()) {
            return OptionalLong.empty();
        }
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOne(process.resolve("fd"), sockets)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static Set<String> listeningSockets(Path table, int port) throws IOException {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        var sockets = new HashSet<String>();
        if (Files.exists(table)) {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static boolean holdsOne(Path descriptors, Set<String> sockets) {
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.anyMatch(d -> isOneOf(d, sockets));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static boolean isOneOf(Path descriptor, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closed) {
            return false;
        }
    }

    private static OptionalLong byLsof(int port) throws IOException {
        var process = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            String first = lines.readLine();
            return first == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(first.strip()));
        }
    }
}
