package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every manifest is what its kind says, to the last field.
class StrictParsingTest {
    static Stream<Path> wholeManifests() {
        return Manifests.files(Manifests.HOME).stream()
                .map(Manifests.HOME::relativize)
                .filter(file -> !file.startsWith("target"));
    }

    @ParameterizedTest
    @MethodSource("wholeManifests")
    void parses(Path file) {
        var documents = Manifests.documents(Manifests.HOME.resolve(file));

        assertThat(documents).isNotEmpty();
        // A patch leaves fields out, but has none that there are not.
        documents.forEach(
                document -> assertThatCode(() -> StrictYaml.parsed(document)).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("faulty")
    void refuses(String reason, String yaml) {
        var document = StrictYaml.documents(yaml).getFirst();

        assertThatThrownBy(() -> StrictYaml.parsed(document)).as(reason).isInstanceOf(IllegalArgumentException.class);
    }

    static List<String[]> faulty() {
        return List.of(
                new String[] {"a field misspelt", "{apiVersion: apps/v1, kind: Deployment, spec: {replica: 1}}"},
                new String[] {
                    "one deep inside",
                    "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{nam: a}]}}}}"
                },
                new String[] {"a custom resource", "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, spec: {x: 1}}"},
                new String[] {"a resource of hand", "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, spec: {x: 1}}"},
                new String[] {
                    "a route", "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, spec: {rules: [{x: 1}]}}"
                },
                new String[] {"a wrong type", "{apiVersion: v1, kind: Service, spec: {ports: [{port: many}]}}"},
                new String[] {"a kind that nobody knows", "{apiVersion: v2, kind: Deployment}"});
    }

    @Test
    void refusesAFieldThatIsThereTwice() {
        assertThatThrownBy(() -> StrictYaml.documents("a: 1\na: 2\n")).hasMessageContaining("uplicate");
    }
}
