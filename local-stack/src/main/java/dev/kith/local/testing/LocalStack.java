package dev.kith.local.testing;

import dev.kith.local.Programs;
import dev.kith.local.postgres.Databases;
import dev.kith.local.service.ServiceEnvironment;
import dev.kith.local.stack.Directories;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Progress;
import dev.kith.local.stack.Spawner;
import dev.kith.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A stack of real servers for a test: free ports, data that is thrown away, processes that die with the JVM.
///
/// ```java
/// try (var stack = LocalStack.throwAway()) {
///     var api = stack.gatewayUrl();
///     stack.kill(Part.KAFKA);
///     stack.start(Part.KAFKA);
/// }
/// ```
public final class LocalStack implements AutoCloseable {
    private final Stack stack;
    private final Ports ports;
    private final Set<Part> parts;

    private LocalStack(Layout layout, Ports ports, Set<Part> parts, Settings settings) {
        this.ports = ports;
        this.parts = parts;
        this.stack = new Stack(
                layout,
                Programs.of(layout, ports, parts, settings.environment(), settings.variables()),
                Spawner.tied(),
                Progress.SILENT);
    }

    /// What a stack for tests may differ in.
    ///
    /// @param environment what the services take as `KITH_ENVIRONMENT`: `dev`, unless a test needs another
    /// @param variables more environment variables for the parts of the key, such as limits made small for a test
    public record Settings(String environment, Map<Part, Map<String, String>> variables) {
        public static final Settings USUAL = new Settings("dev", Map.of());
    }

    /// Starts all parts and returns when they are ready. The services must have been packaged.
    public static LocalStack throwAway() {
        return throwAway(List.of(Part.values()), Settings.USUAL);
    }

    /// Starts these parts and returns when they are ready.
    public static LocalStack throwAway(Part first, Part... more) {
        return throwAway(EnumSet.of(first, more), Settings.USUAL);
    }

    /// Starts these parts with these settings and returns when they are ready.
    public static LocalStack throwAway(Collection<Part> parts, Settings settings) {
        Path home = Checkout.home();
        var layout = new Layout(home, ThrowAwayData.create(), Checkout.cache(home));
        var local = new LocalStack(layout, Ports.free(), EnumSet.copyOf(parts), settings);
        try {
            local.stack.up(parts);
            return local;
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    /// One more node of a service, beside the one that the gateway knows: a stack of this part alone, which shares the
    /// stores of this one. Ready on return; to be closed before this stack.
    public LocalStack anotherNode(Part service) {
        var more = new Layout(
                stack.layout().home(), ThrowAwayData.create(), stack.layout().cache());
        var node = new LocalStack(more, ports.withAnother(service), EnumSet.of(service), Settings.USUAL);
        try {
            node.start(service);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /// What clients talk to.
    public URI gatewayUrl() {
        return URI.create(url(Part.GATEWAY));
    }

    /// The part itself, past the gateway, as `http://127.0.0.1:port`.
    public String url(Part part) {
        return ports.url(part);
    }

    public int port(Part part) {
        return ports.of(part);
    }

    /// What Kafka clients connect to.
    public String kafka() {
        return Ports.HOST + ":" + ports.of(Part.KAFKA);
    }

    /// The key with which apps are created at auth-service.
    public String rootKey() {
        return ServiceEnvironment.ROOT_KEY;
    }

    /// A connection to the database of this service, as its role.
    public Connection database(Part service) throws SQLException {
        return new Databases(ports.of(Part.POSTGRES)).connect(service.label(), service.label());
    }

    /// Reads and writes events as the services do.
    public Events events() {
        return new Events(kafka());
    }

    /// What the configuration of this service is when it runs in this stack.
    public Map<String, String> environment(Part service) {
        return ServiceEnvironment.of(service, ports, "dev");
    }

    /// Starts a part that was killed or stopped, on its old port and data, and returns when it is ready.
    public void start(Part part) {
        stack.up(List.of(part));
    }

    /// Stops a part in order.
    public void stop(Part part) {
        stack.down(List.of(part));
    }

    /// Ends a part without warning.
    public void kill(Part part) {
        stack.kill(part);
    }

    /// Has a part stand still without noticing it, as a long pause of its machine would.
    public void pause(Part part) {
        signal("STOP", part);
    }

    /// Has a part that stands still go on.
    public void resume(Part part) {
        signal("CONT", part);
    }

    private void signal(String signal, Part part) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid(part)))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The pid of a part that runs.
    public long pid(Part part) {
        return stack.alive(part).orElseThrow().process().pid();
    }

    /// The end of what this part logged.
    public String lastLogLines(Part part, int count) {
        return new dev.kith.local.stack.LogFile(stack.layout().log(part)).lastLines(count);
    }

    /// Where this part logs.
    public Path log(Part part) {
        return stack.layout().log(part);
    }

    /// Ends all parts at once and removes their data.
    @Override
    public void close() {
        parts.forEach(stack::kill);
        try {
            Directories.delete(stack.layout().data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
