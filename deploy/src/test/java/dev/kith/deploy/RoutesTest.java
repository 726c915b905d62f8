package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients may call comes in, and nothing else.
class RoutesTest {
    private static final Pattern LOCAL = Pattern.compile("new Route\\(\"([^\"]+)\"");

    private final HTTPRoute route = Manifests.base(HTTPRoute.class, "kith");

    @Test
    void letInWhatTheLocalGatewayRoutesButDevelopment() {
        var prefixes = LOCAL.matcher(Code.gatewaySource("Routes.java"))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(prefixes).hasSizeGreaterThan(10).contains("/dev");
        assertThat(prefixes).filteredOn(prefix -> !prefix.equals("/dev")).allMatch(this::isLetIn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/contacts:sync", "/v1/profiles:batch", "/v1/connect", "/v1/presence/watch"})
    void letInCallsThatContinueAPrefix(String path) {
        assertThat(isLetIn(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/codes/+49",
                "/internal/v1/resolve",
                "/q/health",
                "/q/metrics",
                "/gateway/health",
                "/",
                "/v11"
            })
    void keepOutWhatIsNotForClients(String path) {
        assertThat(isLetIn(path)).isFalse();
    }

    @Test
    void leadToTheGateway() {
        var backends = route.getSpec().getRules().stream()
                .flatMap(rule -> rule.getBackendRefs().stream())
                .toList();

        assertThat(backends).isNotEmpty().allSatisfy(backend -> {
            var service = Manifests.base(Service.class, backend.getName());
            assertThat(service.getMetadata().getName()).isEqualTo("gateway");
            assertThat(service.getSpec().getPorts().getFirst().getPort()).isEqualTo(backend.getPort());
        });
    }

    @Test
    void neverEndASocketByTheClock() {
        // The gateway behind ends what does not move; a limit here would cut sockets and slow uploads that do.
        assertThat(route.getSpec().getRules()).allSatisfy(rule -> {
            assertThat(rule.getTimeouts().getRequest()).isEqualTo("0s");
            assertThat(rule.getTimeouts().getBackendRequest()).isEqualTo("0s");
        });
    }

    @Test
    void hangOnListenersThatThereAre() {
        var listeners = Manifests.base(Gateway.class, "kith").getSpec().getListeners().stream()
                .map(listener -> listener.getName())
                .toList();

        assertThat(Manifests.base(HTTPRoute.class))
                .flatExtracting(r -> r.getSpec().getParentRefs())
                .isNotEmpty()
                .allSatisfy(parent -> {
                    assertThat(parent.getName()).isEqualTo("kith");
                    assertThat(listeners).contains(parent.getSectionName());
                });
    }

    private boolean isLetIn(String path) {
        return route.getSpec().getRules().stream()
                .flatMap(rule -> rule.getMatches().stream())
                .anyMatch(match -> matches(match.getPath(), path));
    }

    // As the Gateway API defines it: a prefix ends where a segment does.
    private static boolean matches(HTTPPathMatch match, String path) {
        return switch (match.getType()) {
            case "Exact" -> path.equals(match.getValue());
            case "PathPrefix" -> path.equals(match.getValue()) || path.startsWith(match.getValue() + "/");
            default -> throw new AssertionError("not portable: " + match.getType());
        };
    }

    @Test
    void matchAsTheGatewayApiDoes() {
        var prefix = new HTTPPathMatch();
        prefix.setType("PathPrefix");
        prefix.setValue("/v1/contacts");

        assertThat(List.of("/v1/contacts", "/v1/contacts/a")).allMatch(path -> matches(prefix, path));
        assertThat(matches(prefix, "/v1/contacts:sync")).isFalse();
    }
}
