package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.local.stack.Part;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.ProcessRoles;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What kustomize makes of each overlay, where `kubectl`, which has it inside, is installed. No cluster is asked.
class RenderedTest {

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void parsesStrictlyAndStaysInItsNamespace(String overlay) throws Exception {
        var objects = render(overlay);

        assertThat(objects).hasSizeGreaterThan(80);
        of(objects, HasMetadata.class)
                .filter(object -> !object.getKind().equals("Namespace"))
                .forEach(object ->
                        assertThat(object.getMetadata().getNamespace()).isEqualTo("kith"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void hasEnoughBrokersForEveryCopy(String overlay) throws Exception {
        var objects = render(overlay);

        int brokers = of(objects, KafkaNodePool.class)
                .filter(pool -> pool.getSpec().getRoles().contains(ProcessRoles.BROKER))
                .mapToInt(pool -> pool.getSpec().getReplicas())
                .sum();

        assertThat(of(objects, KafkaTopic.class))
                .isNotEmpty()
                .allMatch(topic -> topic.getSpec().getReplicas() <= brokers);
        var minimum = of(objects, Kafka.class)
                .map(kafka -> kafka.getSpec().getKafka().getConfig().get("min.insync.replicas"))
                .map(text -> Integer.parseInt(String.valueOf(text)));
        assertThat(minimum).allMatch(inSync -> inSync < brokers || brokers == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void hasRoomForAllDatabaseConnections(String overlay) throws Exception {
        var objects = render(overlay);

        int connections = of(objects, HorizontalPodAutoscaler.class)
                .mapToInt(scaler -> Part.labelled(scaler.getMetadata().getName())
                        .filter(Part::isService)
                        .map(part -> PostgresTest.connections(part)
                                * scaler.getSpec().getMaxReplicas())
                        .orElse(0))
                .sum();

        assertThat(of(objects, Cnpg.Cluster.class)
                        .map(cluster -> cluster.spec().postgresql().parameters().get("max_connections"))
                        .map(Integer::parseInt))
                .allMatch(room -> room > connections);
    }

    private static <T> Stream<T> of(List<Object> objects, Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static List<Object> render(String overlay) throws IOException, InterruptedException {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder("kubectl", "kustomize", "overlays/" + overlay)
                    .directory(Manifests.HOME.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException notInstalled) {
            assumeTrue(false, "kubectl is not installed");
            throw notInstalled;
        }
        var rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(kubectl.exitValue())
                .as("kubectl kustomize overlays/" + overlay)
                .isZero();
        return StrictYaml.documents(rendered).stream().map(StrictYaml::parsed).toList();
    }
}
