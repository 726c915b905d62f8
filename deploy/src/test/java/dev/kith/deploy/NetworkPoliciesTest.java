package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may talk to whom: nobody, but for the pairs that the architecture has. A pair counts only if the one may
/// call out and the other may be called.
class NetworkPoliciesTest {
    private final List<NetworkPolicy> policies = Manifests.base(NetworkPolicy.class);

    /// The labels of every pod that there will be, those of the operators included.
    private static Map<String, Map<String, String>> labels() {
        var labels = new LinkedHashMap<String, Map<String, String>>();
        Manifests.pods()
                .forEach((name, pod) -> labels.put(name, pod.getMetadata().getLabels()));
        labels.put("postgres", Map.of("cnpg.io/cluster", "kith-postgres"));
        labels.put("kafka", Map.of("strimzi.io/cluster", "kith"));
        return labels;
    }

    static Stream<String> pods() {
        return labels().keySet().stream();
    }

    @Test
    void denyWhatNoOtherAllows() {
        var deny = Manifests.base(NetworkPolicy.class, "default-deny").getSpec();

        assertThat(deny.getPodSelector()).isEqualTo(new LabelSelector());
        assertThat(deny.getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(deny.getIngress()).isEmpty();
        assertThat(deny.getEgress()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, auth profile contacts messaging presence media",
        "auth, postgres kafka",
        "profile, auth contacts media postgres kafka redis",
        "contacts, auth postgres kafka",
        "messaging, auth contacts postgres kafka redis",
        "presence, auth contacts postgres kafka redis",
        "media, auth profile postgres kafka",
        "redis, ''",
        "postgres, postgres",
        "kafka, kafka",
    })
    void allowEachPodToReachWhatItNeedsAndNoMore(String from, String reached) {
        var wanted = new TreeSet<>(List.of(reached.isEmpty() ? new String[0] : reached.split(" ")));

        var allowed = new TreeSet<String>();
        labels().keySet().stream().filter(to -> isAllowed(from, to)).forEach(allowed::add);

        assertThat(allowed).isEqualTo(wanted);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void openOnlyPortsThatThePodHas(String name) {
        var ports = Manifests.pods().containsKey(name)
                ? Set.of(Manifests.container(name).getPorts().getFirst().getContainerPort())
                : name.equals("postgres") ? Set.of(5432, 8000) : Set.of(9092);

        var opened = policies.stream()
                .filter(policy -> selects(policy.getSpec().getPodSelector(), labels().get(name)))
                .flatMap(policy -> stream(policy.getSpec().getIngress()))
                .flatMap(rule -> stream(rule.getPorts()))
                .map(port -> port.getPort().getIntVal());

        assertThat(opened).allMatch(ports::contains);
    }

    @Test
    void selectOnlyPodsThatThereAre() {
        assertThat(policies)
                .allSatisfy(policy -> assertThat(labels().values())
                        .as(policy.getMetadata().getName())
                        .anyMatch(labels -> selects(policy.getSpec().getPodSelector(), labels)));
    }

    @Test
    void letOnlyTheGatewayInFromOutside() {
        var fromElsewhere = policies.stream()
                .filter(policy -> stream(policy.getSpec().getIngress())
                        .flatMap(rule -> stream(rule.getFrom()))
                        .anyMatch(peer -> peer.getNamespaceSelector() != null || peer.getIpBlock() != null))
                .map(policy -> policy.getMetadata().getName());

        assertThat(fromElsewhere).containsExactlyInAnyOrder("gateway", "metrics", "postgres", "kafka");
    }

    @Test
    void knowEveryService() {
        assertThat(labels().keySet())
                .containsAll(Part.SERVICES.stream().map(Part::label).toList());
    }

    private boolean isAllowed(String from, String to) {
        return mayCallOut(from, to).anyMatch(out -> mayBeCalled(from, to).anyMatch(in -> meet(out, in)));
    }

    // The ports that each rule between the two opens; an empty list is all of them.
    private Stream<List<Integer>> mayCallOut(String from, String to) {
        return policies.stream()
                .filter(policy -> selects(policy.getSpec().getPodSelector(), labels().get(from)))
                .flatMap(policy -> stream(policy.getSpec().getEgress()))
                .filter(rule -> names(rule.getTo(), to))
                .map(rule -> ports(rule.getPorts()));
    }

    private Stream<List<Integer>> mayBeCalled(String from, String to) {
        return policies.stream()
                .filter(policy -> selects(policy.getSpec().getPodSelector(), labels().get(to)))
                .flatMap(policy -> stream(policy.getSpec().getIngress()))
                .filter(rule -> names(rule.getFrom(), from))
                .map(rule -> ports(rule.getPorts()));
    }

    private static boolean meet(List<Integer> out, List<Integer> in) {
        return out.isEmpty() || in.isEmpty() || out.stream().anyMatch(in::contains);
    }

    private static boolean names(List<NetworkPolicyPeer> peers, String pod) {
        return stream(peers)
                .filter(peer -> peer.getNamespaceSelector() == null && peer.getPodSelector() != null)
                .anyMatch(peer -> selects(peer.getPodSelector(), labels().get(pod)));
    }

    private static boolean selects(LabelSelector selector, Map<String, String> labels) {
        return stream(selector.getMatchExpressions())
                        .allMatch(e -> e.getValues().contains(labels.getOrDefault(e.getKey(), "")))
                && (selector.getMatchLabels() == null
                        || labels.entrySet()
                                .containsAll(selector.getMatchLabels().entrySet()));
    }

    private static List<Integer> ports(List<NetworkPolicyPort> ports) {
        return stream(ports).map(port -> port.getPort().getIntVal()).toList();
    }

    private static <T> Stream<T> stream(Collection<T> maybe) {
        return maybe == null ? Stream.empty() : maybe.stream();
    }
}
