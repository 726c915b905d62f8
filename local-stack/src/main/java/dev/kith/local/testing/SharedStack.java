package dev.kith.local.testing;

import dev.kith.local.Programs;
import dev.kith.local.postgres.Databases;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Progress;
import dev.kith.local.stack.Spawner;
import dev.kith.local.stack.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// The stores that all Quarkus tests of one JVM share.
///
/// Tests and test resources are loaded by several class loaders, each with its own copy of this class; a system
/// property tells the later ones what the first has started.
public final class SharedStack {
    /// A port of the loopback interface on which nothing ever listens.
    static final String NOWHERE = "http://127.0.0.1:9";

    private static final String PROPERTY = "kith.test.stack";

    private final Path data;
    private final Ports ports;

    private SharedStack(Path data, Ports ports) {
        this.data = data;
        this.ports = ports;
    }

    /// The stores, started by the first who asks.
    public static SharedStack get() {
        // A lock that all copies of this class share.
        synchronized (System.getProperties()) {
            String started = System.getProperty(PROPERTY);
            return started == null ? start() : of(started);
        }
    }

    /// A connection to the database of this service, as its role.
    public Connection database(Part service) throws SQLException {
        return new Databases(ports.of(Part.POSTGRES)).connect(service.label(), service.label());
    }

    /// Reads and writes events as the services do.
    public Events events() {
        return new Events(Ports.HOST + ":" + ports.of(Part.KAFKA));
    }

    /// Where Redis is.
    public String redis() {
        return "redis://" + Ports.HOST + ":" + ports.of(Part.REDIS);
    }

    Ports ports() {
        return ports;
    }

    String jwks() {
        return data.resolve("jwks.json").toUri().toString();
    }

    private static SharedStack start() {
        Path home = Checkout.home();
        var layout = new Layout(home, ThrowAwayData.create(), Checkout.cache(home));
        var ports = Ports.free();
        var programs = Programs.of(layout, ports, Part.STORES, "test", java.util.Map.of());
        new Stack(layout, programs, Spawner.tied(), Progress.SILENT).up(Part.STORES);
        TestTokens.writeJwks(layout.data());
        System.setProperty(PROPERTY, ports.encoded() + " " + layout.data());
        return new SharedStack(layout.data(), ports);
    }

    private static SharedStack of(String started) {
        int space = started.indexOf(' ');
        return new SharedStack(Path.of(started.substring(space + 1)), Ports.decoded(started.substring(0, space)));
    }
}
