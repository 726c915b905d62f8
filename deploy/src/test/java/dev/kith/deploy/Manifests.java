package dev.kith.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The manifests of the base, parsed strictly.
final class Manifests {
    /// The folder of this module, in which Maven runs its tests.
    static final Path HOME = Path.of("").toAbsolutePath();

    static final Path BASE = HOME.resolve("base");

    private static final List<JsonNode> TREES = files(BASE).stream()
            .filter(file -> !file.endsWith("kustomization.yaml"))
            .flatMap(file -> documents(file).stream())
            .toList();

    // One that does not parse is left to StrictParsingTest, which says why; the others are looked at all the same.
    private static final List<Object> OBJECTS =
            TREES.stream().flatMap(tree -> parsed(tree).stream()).toList();

    private Manifests() {}

    /// The YAML files below a folder.
    static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> documents(Path file) {
        return StrictYaml.documents(text(file));
    }

    /// The objects of the base; the kustomization is none.
    static List<JsonNode> base() {
        return TREES;
    }

    private static Optional<Object> parsed(JsonNode tree) {
        try {
            return Optional.of(StrictYaml.parsed(tree));
        } catch (IllegalArgumentException faulty) {
            return Optional.empty();
        }
    }

    /// Those of one kind.
    static <T> List<T> base(Class<T> kind) {
        return OBJECTS.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static <T extends HasMetadata> T base(Class<T> kind, String name) {
        return base(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind.getSimpleName() + " " + name));
    }

    /// The pods that are run, by the name of what runs them.
    static Map<String, PodTemplateSpec> pods() {
        var pods = new LinkedHashMap<String, PodTemplateSpec>();
        base(Deployment.class)
                .forEach(d -> pods.put(d.getMetadata().getName(), d.getSpec().getTemplate()));
        base(StatefulSet.class)
                .forEach(s -> pods.put(s.getMetadata().getName(), s.getSpec().getTemplate()));
        return pods;
    }

    static Stream<Container> containers() {
        return pods().values().stream().flatMap(pod -> pod.getSpec().getContainers().stream());
    }

    static Container container(String name) {
        return containers().filter(c -> c.getName().equals(name)).findFirst().orElseThrow();
    }
}
