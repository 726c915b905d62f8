package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.service.ServiceEnvironment;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The variables that the manifests set are those that the code reads, and they lead to what is there.
class EnvironmentTest {
    private static final String NOT_SET_HERE = "KITH_HTTP_HOST"; // all interfaces, the default

    @ParameterizedTest
    @EnumSource(
            names = {"POSTGRES", "KAFKA", "REDIS", "GATEWAY"},
            mode = Mode.EXCLUDE)
    void setsForAServiceOnlyWhatItReads(Part service) {
        assertThat(Code.variables(service)).containsAll(set(service.label()));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"POSTGRES", "KAFKA", "REDIS", "GATEWAY"},
            mode = Mode.EXCLUDE)
    void setsWhatAServiceReadsThatTheLocalStackSetsToo(Part service) {
        var needed = new TreeSet<>(
                ServiceEnvironment.of(service, Ports.standard(0), "test").keySet());
        needed.retainAll(Code.variables(service));
        needed.remove(NOT_SET_HERE);

        assertThat(set(service.label())).containsAll(needed);
    }

    @Test
    void setsForTheGatewayOnlyWhatItReads() {
        assertThat(Code.gatewayVariables()).containsAll(set("gateway"));
    }

    @Test
    void leavesTheLimitsOfTheGatewayAsTheLocalOnes() {
        assertThat(set("gateway")).noneMatch(name -> name.endsWith("_LIMIT") || name.endsWith("_MS"));
    }

    @Test
    void routesTheGatewayToEachService() {
        assertThat(set("gateway"))
                .containsAll(Part.SERVICES.stream()
                        .map(part -> "KITH_ROUTE_" + part.name())
                        .toList());
    }

    @Test
    void leadsToServicesAndPortsThatThereAre() {
        var services = Manifests.base(Service.class).stream()
                .collect(Collectors.toMap(
                        s -> s.getMetadata().getName(),
                        s -> s.getSpec().getPorts().getFirst().getPort()));

        for (var entry : values().entrySet()) {
            if (entry.getValue().startsWith("http://")) {
                var url = URI.create(entry.getValue());
                assertThat(services).as(entry.getKey()).containsEntry(url.getHost(), url.getPort());
            }
        }
    }

    @Test
    void leadsToTheStoresThatTheOperatorsMake() {
        var kafka = Manifests.base(Kafka.class).getFirst();
        var listener = kafka.getSpec().getKafka().getListeners().getFirst();
        var postgres = Manifests.base(Cnpg.Cluster.class).getFirst();

        assertThat(values())
                .containsEntry("KITH_KAFKA", kafka.getMetadata().getName() + "-kafka-bootstrap:" + listener.getPort())
                .containsEntry("KITH_POSTGRES_HOST", postgres.metadata().getName() + "-rw")
                .containsEntry("KITH_POSTGRES_PORT", "5432")
                .containsEntry("KITH_ENVIRONMENT", "production");
    }

    @Test
    void listensOnThePortThatIsDeclared() {
        assertThat(values()).containsEntry("KITH_HTTP_PORT", "8080").containsEntry("KITH_GATEWAY_PORT", "8080");
        for (Part part : Part.SERVICES) {
            assertThat(portOf(part.label())).isEqualTo(8080);
        }
        assertThat(portOf("gateway")).isEqualTo(8080);
    }

    @Test
    void takesEverySecretByReference() {
        var inTheClear = Manifests.containers()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValue() != null)
                .map(EnvVar::getName);

        assertThat(inTheClear).isEmpty();
        assertThat(values().keySet()).noneMatch(name -> name.matches(".*(PASSWORD|SECRET|KEY).*"));
    }

    @Test
    void tellsInTheReadmeOfEverySecretThatTheOperatorHasToMake() {
        var readme = Manifests.text(Manifests.HOME.resolve("README.md"));

        var secrets = secrets();

        assertThat(secrets).isNotEmpty();
        secrets.forEach((secret, keys) -> keys.forEach(key -> assertThat(readme)
                .as("the line of %s with %s", secret, key)
                .containsPattern("\\| `" + secret + "` \\|[^\\n]*`" + key.replace(".", "\\.") + "`")));
    }

    private static int portOf(String name) {
        return Manifests.container(name).getPorts().getFirst().getContainerPort();
    }

    private static Map<String, Set<String>> secrets() {
        var secrets = new TreeMap<String, Set<String>>();
        Manifests.containers()
                .flatMap(container -> container.getEnv().stream())
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .forEach(ref -> secrets.computeIfAbsent(ref.getName(), name -> new TreeSet<>())
                        .add(ref.getKey()));
        Manifests.pods().values().stream()
                .flatMap(pod -> pod.getSpec().getVolumes().stream())
                .filter(volume -> volume.getSecret() != null)
                .forEach(volume -> volume.getSecret()
                        .getItems()
                        .forEach(item -> secrets.computeIfAbsent(
                                        volume.getSecret().getSecretName(), name -> new TreeSet<>())
                                .add(item.getKey())));
        Manifests.base(Cnpg.Cluster.class)
                .getFirst()
                .spec()
                .managed()
                .roles()
                .forEach(role -> secrets.computeIfAbsent(role.passwordSecret().name(), name -> new TreeSet<>())
                        .addAll(List.of("username", "password")));
        return secrets;
    }

    /// The names of all variables that a container gets.
    private static Set<String> set(String name) {
        var container = Manifests.container(name);
        var names = container.getEnv().stream().map(EnvVar::getName).collect(Collectors.toCollection(TreeSet::new));
        settings(container).forEach(map -> names.addAll(map.getData().keySet()));
        return names;
    }

    private static List<ConfigMap> settings(Container container) {
        return container.getEnvFrom().stream()
                .map(from ->
                        Manifests.base(ConfigMap.class, from.getConfigMapRef().getName()))
                .toList();
    }

    private static Map<String, String> values() {
        var values = new TreeMap<String, String>();
        Manifests.base(ConfigMap.class).forEach(map -> values.putAll(map.getData()));
        return values;
    }
}
