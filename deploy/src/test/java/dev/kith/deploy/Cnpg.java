package dev.kith.deploy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Of CloudNativePG's custom resources (`postgresql.cnpg.io/v1`, as of 1.29) the fields that are used here, written
/// down by hand: there is no Java model of them. A field that is not here fails, also if the operator knows it.
final class Cnpg {
    private Cnpg() {}

    record Cluster(String apiVersion, String kind, ObjectMeta metadata, ClusterSpec spec) {}

    record ClusterSpec(
            @Nullable Integer instances,
            @Nullable String imageName,
            @Nullable Boolean enableSuperuserAccess,
            Storage storage,
            ResourceRequirements resources,
            Affinity affinity,
            Postgresql postgresql,
            Managed managed) {}

    record Storage(String size, @Nullable String storageClass) {}

    record Affinity(boolean enablePodAntiAffinity, String topologyKey) {}

    record Postgresql(@Nullable Synchronous synchronous, Map<String, String> parameters, List<String> pg_hba) {}

    record Synchronous(String method, int number) {}

    record Managed(List<Role> roles) {}

    record Role(
            String name,
            String ensure,
            boolean login,
            boolean superuser,
            boolean createdb,
            boolean createrole,
            Reference passwordSecret) {}

    record Reference(String name) {}

    record Database(String apiVersion, String kind, ObjectMeta metadata, DatabaseSpec spec) {}

    record DatabaseSpec(
            Reference cluster,
            String name,
            String owner,
            String template,
            String encoding,
            String localeProvider,
            String builtinLocale,
            String locale,
            String databaseReclaimPolicy) {}
}
