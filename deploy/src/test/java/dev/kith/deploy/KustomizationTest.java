package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every file belongs to a kustomization, and every patch meets an object.
class KustomizationTest {
    private static final Path OVERLAYS = Manifests.HOME.resolve("overlays");

    static Stream<Path> overlays() {
        return Stream.of(OVERLAYS.resolve("small"), OVERLAYS.resolve("large"));
    }

    static Stream<Path> all() {
        return Stream.concat(Stream.of(Manifests.BASE), overlays());
    }

    @ParameterizedTest
    @MethodSource("all")
    void listsEveryFileOfItsFolderAndNoneThatIsNotThere(Path folder) {
        var listed = new HashSet<Path>();
        var kustomization = kustomization(folder);
        kustomization.resources().stream()
                .filter(resource -> resource.endsWith(".yaml"))
                .forEach(resource -> listed.add(folder.resolve(resource)));
        kustomization.allPatches().stream()
                .filter(patch -> patch.path() != null)
                .forEach(patch -> listed.add(folder.resolve(patch.path())));
        listed.add(folder.resolve("kustomization.yaml"));

        assertThat(Manifests.files(folder)).containsExactlyInAnyOrderElementsOf(listed);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void buildsOnTheBase(Path overlay) {
        assertThat(kustomization(overlay).resources()).contains("../../base");
    }

    @ParameterizedTest
    @MethodSource("all")
    void putsEverythingIntoOneNamespace(Path folder) {
        assertThat(kustomization(folder).namespace()).isEqualTo("kith");
    }

    @Test
    void namesEachObjectOnce() {
        Set<String> seen = new HashSet<>();

        assertThat(Manifests.base()).allMatch(object -> seen.add(key(object)));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void mergesPartsIntoObjectsThatThereAre(Path overlay) {
        var keys = Manifests.base().stream().map(KustomizationTest::key).toList();

        for (var patch : kustomization(overlay).allPatches()) {
            if (patch.path() != null) {
                assertThat(Manifests.documents(overlay.resolve(patch.path())))
                        .isNotEmpty()
                        .allSatisfy(part -> assertThat(keys).contains(key(part)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void replacesFieldsThatItsTargetsHave(Path overlay) {
        for (var patch : kustomization(overlay).allPatches()) {
            if (patch.target() != null) {
                var targets = targets(patch.target());
                assertThat(targets).as(patch.target().toString()).isNotEmpty();
                for (var operation : operations(patch)) {
                    assertThat(operation.path("op").asText()).isIn("replace", "remove");
                    assertThat(targets)
                            .allMatch(target ->
                                    !target.at(operation.path("path").asText()).isMissingNode());
                }
            }
        }
    }

    private static List<JsonNode> operations(Kustomization.Patch patch) {
        return StrictYaml.documents(patch.patch()); // a list is read as its elements
    }

    private static List<JsonNode> targets(Kustomization.Target target) {
        return Manifests.base().stream()
                .filter(object -> object.path("kind").asText().equals(target.kind()))
                .filter(object -> target.name() == null
                        || object.at("/metadata/name").asText().equals(target.name()))
                .toList();
    }

    private static Kustomization kustomization(Path folder) {
        return (Kustomization) StrictYaml.parsed(
                Manifests.documents(folder.resolve("kustomization.yaml")).getFirst());
    }

    private static String key(JsonNode object) {
        return object.path("apiVersion").asText() + "/" + object.path("kind").asText() + "/"
                + object.at("/metadata/name").asText();
    }
}
