package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each service has its database and role, and finds room for its connections.
class PostgresTest {
    private static final List<String> SERVICES =
            Part.SERVICES.stream().map(Part::label).toList();

    private final Cnpg.Cluster cluster = Manifests.base(Cnpg.Cluster.class).getFirst();

    @Test
    void hasARoleOfEachService() {
        assertThat(cluster.spec().managed().roles()).extracting(Cnpg.Role::name).containsExactlyElementsOf(SERVICES);
        assertThat(cluster.spec().managed().roles())
                .allSatisfy(role -> assertThat(role.superuser() || role.createdb() || role.createrole())
                        .isFalse());
    }

    @Test
    void hasADatabaseOfEachServiceOwnedByItsRole() {
        var databases = Manifests.base(Cnpg.Database.class);

        assertThat(databases).extracting(d -> d.spec().name()).containsExactlyElementsOf(SERVICES);
        assertThat(databases).allSatisfy(d -> {
            assertThat(d.spec().owner()).isEqualTo(d.spec().name());
            assertThat(d.spec().cluster().name()).isEqualTo(cluster.metadata().getName());
        });
    }

    @Test
    void areTheDatabasesAndRolesThatTheServicesName() {
        for (Part service : Part.SERVICES) {
            assertThat(Code.setting(service, "quarkus.datasource.username")).contains(service.label());
            assertThat(Code.setting(service, "quarkus.datasource.reactive.url").orElseThrow())
                    .endsWith("/" + service.label());
        }
    }

    @Test
    void letsEachRoleIntoItsOwnDatabaseAlone() {
        var roles = String.join(",", SERVICES);

        assertThat(cluster.spec().postgresql().pg_hba())
                .containsExactly("host sameuser " + roles + " all scram-sha-256", "host all " + roles + " all reject");
    }

    @Test
    void hasRoomForAllConnectionsOfAllNodes() {
        int connections = Part.SERVICES.stream()
                .mapToInt(service -> nodes(service) * connections(service))
                .sum();

        assertThat(connections)
                .isLessThan(Integer.parseInt(
                        cluster.spec().postgresql().parameters().get("max_connections")));
    }

    static int connections(Part service) {
        return number(service, "quarkus.datasource.reactive.max-size")
                + number(service, "quarkus.datasource.jdbc.max-size");
    }

    private static int number(Part service, String key) {
        return Code.setting(service, key).map(Integer::parseInt).orElseThrow();
    }

    private static int nodes(Part service) {
        return Manifests.base(HorizontalPodAutoscaler.class, service.label())
                .getSpec()
                .getMaxReplicas();
    }
}
