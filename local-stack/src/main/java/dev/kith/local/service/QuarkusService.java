package dev.kith.local.service;

import dev.kith.local.stack.Fingerprint;
import dev.kith.local.stack.HttpProbe;
import dev.kith.local.stack.JavaCommand;
import dev.kith.local.stack.Launch;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Program;
import dev.kith.local.stack.Readiness;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One service of Kith, from what `mvn package` made of it.
public final class QuarkusService implements Program {
    private final Layout layout;
    private final Part part;
    private final int port;
    private final Map<String, String> environment;

    /// The service that this part is.
    ///
    /// @param variables set on top of the usual ones, for tests of another setting
    public QuarkusService(Layout layout, Part part, Ports ports, String environment, Map<String, String> variables) {
        this.layout = layout;
        this.part = part;
        this.port = ports.of(part);
        this.environment = new TreeMap<>(ServiceEnvironment.of(part, ports, environment));
        if (part == Part.MEDIA) {
            this.environment.put("KITH_MEDIA_DIRECTORY", layout.dataOf(part).toString());
        }
        this.environment.putAll(variables);
    }

    @Override
    public Part part() {
        return part;
    }

    @Override
    public int[] ports() {
        return new int[] {port};
    }

    @Override
    public void prepare() {}

    @Override
    public Launch launch() {
        Path jar = application().resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StackFailure(
                    Reason.NOT_BUILT,
                    "%s is not built: there is no %s. ./kith up builds it; by hand: mvn -pl %s -am -DskipTests install"
                            .formatted(part.label(), jar, part.folder()));
        }
        List<String> usual = List.of("-XX:+UseSerialGC", heap());
        // For all services, then for this one, which wins.
        var asked = new ArrayList<>(JavaCommand.words("KITH_SERVICE_OPTS"));
        asked.addAll(JavaCommand.words("KITH_" + part.label().toUpperCase(Locale.ROOT) + "_OPTS"));
        var command = JavaCommand.of(layout).options(usual).options(asked).jar(jar);
        String fingerprint =
                Fingerprint.with(Fingerprint.of(usual.toString(), environment.toString(), content()), asked);
        return new Launch(List.of(), command, environment, layout.data(), "KILL", fingerprint);
    }

    /// Ours is the one that our process listens for.
    @Override
    public Readiness probe(long pid) {
        return HttpProbe.ask("http://" + Ports.HOST + ":" + port + "/q/health/ready", port, pid);
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(3);
    }

    private String heap() {
        return switch (part) {
            case MESSAGING -> "-Xmx256m";
            // A picture of the largest size is held decoded, twice.
            case MEDIA -> "-Xmx384m";
            default -> "-Xmx128m";
        };
    }

    private Path application() {
        return layout.home().resolve(part.folder()).resolve("target/quarkus-app");
    }

    // What we wrote and what Quarkus made of it; the libraries of others change with their names.
    private String content() {
        try (Stream<Path> files = Files.walk(application())) {
            List<Path> jars =
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
            List<Path> own = jars.stream().filter(QuarkusService::isOwn).toList();
            return jars + Fingerprint.ofFiles(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOwn(Path jar) {
        Path folder = jar.resolveSibling("");
        return folder.endsWith("app")
                || folder.endsWith("quarkus")
                || jar.getFileName().toString().startsWith("dev.kith");
    }
}
