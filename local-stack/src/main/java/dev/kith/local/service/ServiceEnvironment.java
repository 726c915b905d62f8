package dev.kith.local.service;

import dev.kith.local.postgres.Databases;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import java.util.Map;
import java.util.TreeMap;

/// What a service is told about where it runs, as `KITH_...` variables: the same for its own process, for
/// `./kith dev` and for tests.
public final class ServiceEnvironment {
    /// With this key the local stack lets apps be created.
    public static final String ROOT_KEY = "development-only-root-key";

    private ServiceEnvironment() {}

    /// The variables of this service.
    ///
    /// @param environment `dev` or `test`; with `production` the services refuse these secrets
    public static Map<String, String> of(Part service, Ports ports, String environment) {
        var variables = new TreeMap<String, String>();
        variables.put("KITH_ENVIRONMENT", environment);
        variables.put("KITH_HTTP_HOST", Ports.HOST);
        variables.put("KITH_HTTP_PORT", String.valueOf(ports.of(service)));
        variables.put("KITH_POSTGRES_HOST", Ports.HOST);
        variables.put("KITH_POSTGRES_PORT", String.valueOf(ports.of(Part.POSTGRES)));
        variables.put("KITH_POSTGRES_PASSWORD", Databases.password(service.label()));
        variables.put("KITH_KAFKA", Ports.HOST + ":" + ports.of(Part.KAFKA));
        variables.put("KITH_REDIS", "redis://" + Ports.HOST + ":" + ports.of(Part.REDIS));
        variables.put("KITH_AUTH_URL", ports.url(Part.AUTH));
        variables.put("KITH_CONTACTS_URL", ports.url(Part.CONTACTS));
        variables.put("KITH_PROFILE_URL", ports.url(Part.PROFILE));
        variables.put("KITH_MEDIA_URL", ports.url(Part.MEDIA));
        switch (service) {
            case AUTH -> {
                variables.put("KITH_ROOT_KEY", ROOT_KEY);
                variables.put("KITH_AUTH_SECRET", "development-only-auth-secret");
            }
            case CONTACTS -> variables.put("KITH_CONTACTS_SECRET", "v1:development-only-contacts-secret");
            case MEDIA -> variables.put("KITH_MEDIA_SECRET", "development-only-media-secret");
            default -> {}
        }
        return variables;
    }
}
