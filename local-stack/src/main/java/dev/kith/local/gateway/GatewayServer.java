package dev.kith.local.gateway;

import dev.kith.local.stack.Fingerprint;
import dev.kith.local.stack.HttpProbe;
import dev.kith.local.stack.JavaCommand;
import dev.kith.local.stack.Launch;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Program;
import dev.kith.local.stack.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The gateway as a part of the stack: [Gateway] in a process of its own.
public final class GatewayServer implements Program {
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx128m");

    private final Layout layout;
    private final int port;
    private final Map<String, String> environment = new TreeMap<>();

    public GatewayServer(Layout layout, Ports ports, Map<String, String> variables) {
        this.layout = layout;
        this.port = ports.of(Part.GATEWAY);
        environment.put("KITH_GATEWAY_PORT", String.valueOf(port));
        Part.SERVICES.forEach(s -> environment.put("KITH_ROUTE_" + s.label().toUpperCase(Locale.ROOT), ports.url(s)));
        environment.putAll(variables);
    }

    @Override
    public Part part() {
        return Part.GATEWAY;
    }

    @Override
    public int[] ports() {
        return new int[] {port};
    }

    @Override
    public void prepare() {}

    @Override
    public Launch launch() {
        List<String> asked = JavaCommand.words("KITH_GATEWAY_OPTS");
        var command = JavaCommand.of(layout).options(JVM).options(asked).main(Gateway.class.getName());
        String fingerprint = Fingerprint.with(Fingerprint.of(JVM.toString(), environment.toString(), content()), asked);
        return new Launch(List.of(), command, environment, layout.data(), "KILL", fingerprint);
    }

    @Override
    public Readiness probe(long pid) {
        return HttpProbe.ask("http://" + Ports.HOST + ":" + port + "/gateway/health", port, pid);
    }

    private String content() {
        Path classes = layout.home().resolve("local-stack/target/classes/dev/kith/local/gateway");
        try (Stream<Path> files = Files.list(classes)) {
            return Fingerprint.ofFiles(files.sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
