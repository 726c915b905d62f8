package dev.kith.local.redis;

import dev.kith.local.stack.Fingerprint;
import dev.kith.local.stack.Launch;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Libraries;
import dev.kith.local.stack.OperatingSystem;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Program;
import dev.kith.local.stack.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.ZipFile;

/// The Redis server. Every acknowledged write is on disk (`appendfsync always`): with the usual `everysec` a plain
/// kill loses some.
public final class RedisServer implements Program {
    private static final String JAR = "embedded-redis-*.jar";

    private final Layout layout;
    private final Path jar;
    private final Path binary;
    private final int port;

    public RedisServer(Layout layout, Ports ports) {
        this.layout = layout;
        this.port = ports.of(Part.REDIS);
        this.jar = Libraries.find(layout, JAR);
        this.binary = layout.cache().resolve(jar.getFileName().toString().replace(".jar", ""));
    }

    @Override
    public Part part() {
        return Part.REDIS;
    }

    @Override
    public int[] ports() {
        return new int[] {port};
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(layout.dataOf(Part.REDIS));
        if (!Files.exists(binary)) {
            unpack();
        }
    }

    @Override
    public Launch launch() {
        List<String> command = List.of(
                binary.toString(),
                "--bind",
                Ports.HOST,
                "--port",
                "" + port,
                "--dir",
                layout.dataOf(Part.REDIS).toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                // The log of writes is the only copy; snapshots beside it would only cost.
                "--save",
                "",
                // Else Redis renames itself, and the directory by which we recognise it is gone from its command line.
                "--set-proc-title",
                "no");
        return new Launch(List.of(), command, Map.of(), layout.data(), "KILL", Fingerprint.of(command.toString()));
    }

    /// Ours is the one with the pid that we started.
    @Override
    public Readiness probe(long pid) {
        try (var connection = new RedisConnection(port)) {
            String info = connection.call("INFO", "server");
            OptionalLong answering = info.lines()
                    .filter(l -> l.startsWith("process_id:"))
                    .mapToLong(l ->
                            Long.parseLong(l.substring("process_id:".length()).strip()))
                    .findFirst();
            return answering.isPresent() && answering.getAsLong() == pid
                    ? Readiness.ready()
                    : new Readiness.Foreign("another Redis");
        } catch (RedisConnection.Refused e) {
            // -LOADING while it reads the log of writes; anything else is no answer of ours.
            return e.isLoading() ? Readiness.notYet(e) : new Readiness.Foreign("another server");
        } catch (IOException e) {
            return Readiness.notYet(e);
        }
    }

    private void unpack() throws IOException {
        Files.createDirectories(binary.getParent());
        String platform =
                (OperatingSystem.isMac() ? "darwin-" : "linux-") + (OperatingSystem.isArm() ? "arm64" : "amd64");
        Path beside = Files.createTempFile(
                binary.getParent(),
                ".unpacking-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (var zip = new ZipFile(jar.toFile())) {
            var entry = zip.stream()
                    .filter(e -> e.getName().startsWith("redis-server-")
                            && e.getName().endsWith(platform))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + " has no Redis for " + platform));
            Files.copy(zip.getInputStream(entry), beside, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(beside, binary, StandardCopyOption.ATOMIC_MOVE);
    }
}
