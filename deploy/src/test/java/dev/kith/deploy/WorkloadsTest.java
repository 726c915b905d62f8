package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pod is confined, probed, spread and stopped in order.
class WorkloadsTest {
    private static final Duration GATEWAY_CLOSING = Duration.ofSeconds(5);
    private static final Duration AIR = Duration.ofSeconds(5);

    static Stream<String> all() {
        return Manifests.pods().keySet().stream();
    }

    static Stream<String> ours() {
        return Stream.concat(Part.SERVICES.stream().map(Part::label), Stream.of("gateway"));
    }

    @Test
    void areTheServicesTheGatewayAndRedis() {
        assertThat(all())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(ours(), Stream.of("redis")).toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void areConfined(String name) {
        var spec = pod(name).getSpec();

        assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(spec.getSecurityContext().getRunAsUser()).isGreaterThan(0);
        assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(spec.getAutomountServiceAccountToken()).isFalse();
        assertThat(spec.getEnableServiceLinks()).isFalse();
        assertThat(spec.getContainers()).allSatisfy(container -> {
            var security = container.getSecurityContext();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getVolumeMounts())
                    .anyMatch(m -> m.getMountPath().equals("/tmp"));
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void haveAnAccountOfTheirOwnWithoutAToken(String name) {
        var account = Manifests.base(ServiceAccount.class, pod(name).getSpec().getServiceAccountName());

        assertThat(account.getMetadata().getName()).isEqualTo(name);
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("all")
    void mountOnlyWhatThereIs(String name) {
        var spec = pod(name).getSpec();
        var volumes = spec.getVolumes().stream().map(v -> v.getName()).toList();

        assertThat(spec.getContainers())
                .flatExtracting(Container::getVolumeMounts)
                .allSatisfy(mount -> assertThat(volumes).contains(mount.getName()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void areReachedThroughAServiceOnAPortThatTheyDeclare(String name) {
        var service = Manifests.base(Service.class, name).getSpec();

        assertThat(pod(name).getMetadata().getLabels()).containsAllEntriesOf(service.getSelector());
        var ports = Manifests.container(name).getPorts().stream()
                .map(port -> port.getName())
                .toList();
        assertThat(service.getPorts())
                .allSatisfy(
                        port -> assertThat(ports).contains(port.getTargetPort().getStrVal()));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void areProbedWhereTheCodeAnswers(String name) {
        var container = Manifests.container(name);
        var probes = List.of(
                container.getStartupProbe().getHttpGet(),
                container.getLivenessProbe().getHttpGet(),
                container.getReadinessProbe().getHttpGet());

        assertThat(probes).extracting(probe -> probe.getPort().getStrVal()).containsOnly("http");
        if (name.equals("gateway")) {
            assertThat(Code.gatewaySource("Door.java")).contains("\"/gateway/health\"");
            assertThat(probes).extracting(HTTPGetAction::getPath).containsOnly("/gateway/health");
        } else {
            assertThat(probes)
                    .extracting(HTTPGetAction::getPath)
                    .containsExactly("/q/health/live", "/q/health/live", "/q/health/ready");
        }
    }

    @Test
    void answerHealthWhereQuarkusDoesUnlessToldOtherwise() {
        assertThat(Code.pomOf("service-kit")).contains("<artifactId>quarkus-smallrye-health</artifactId>");
        for (Part service : Part.SERVICES) {
            for (var key : List.of(
                    "quarkus.http.root-path",
                    "quarkus.http.non-application-root-path",
                    "quarkus.management.enabled",
                    "quarkus.smallrye-health.root-path",
                    "quarkus.smallrye-health.liveness-path",
                    "quarkus.smallrye-health.readiness-path")) {
                assertThat(Code.setting(service, key)).as(key).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void haveMoreTimeToStopThanTheyTake(String name) {
        var pod = pod(name).getSpec();
        var preStop = Duration.ofSeconds(pod.getContainers()
                .getFirst()
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds());
        var stopping = name.equals("gateway")
                ? GATEWAY_CLOSING
                : Code.duration(part(name), "quarkus.shutdown.delay")
                        .plus(Code.duration(part(name), "quarkus.shutdown.timeout"));

        assertThat(stopping).isPositive();
        assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()))
                .isGreaterThan(preStop.plus(stopping).plus(AIR));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void areSpreadOverMachinesAndZones(String name) {
        assertThat(pod(name).getSpec().getTopologySpreadConstraints())
                .extracting(constraint -> constraint.getTopologyKey())
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(pod(name).getSpec().getTopologySpreadConstraints())
                .allSatisfy(constraint -> assertThat(pod(name).getMetadata().getLabels())
                        .containsAllEntriesOf(constraint.getLabelSelector().getMatchLabels()));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void areScaledAndProtectedAsWhatTheyAre(String name) {
        var deployment = Manifests.base(Deployment.class, name);
        var scaler = Manifests.base(HorizontalPodAutoscaler.class, name).getSpec();
        var budget = Manifests.base(PodDisruptionBudget.class, name).getSpec();

        assertThat(scaler.getScaleTargetRef().getKind()).isEqualTo(deployment.getKind());
        assertThat(scaler.getScaleTargetRef().getName()).isEqualTo(name);
        assertThat(scaler.getMinReplicas()).isBetween(2, scaler.getMaxReplicas());
        assertThat(deployment.getSpec().getReplicas())
                .as("the autoscaler's business")
                .isNull();
        assertThat(pod(name).getMetadata().getLabels())
                .containsAllEntriesOf(budget.getSelector().getMatchLabels())
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void runTheImageThatTheContainerfileMakes(String name) {
        var image = Manifests.container(name).getImage();
        var last = name.equals("gateway") ? "gateway" : part(name).folder();

        assertThat(image).matches("registry\\.example\\.org/kith/" + last + ":\\d+\\.\\d+\\.\\d+");
    }

    private static Part part(String name) {
        return Part.labelled(name).orElseThrow();
    }

    private static PodTemplateSpec pod(String name) {
        var pods = Manifests.pods();
        assertThat(pods).containsKey(name);
        return Map.copyOf(pods).get(name);
    }
}
