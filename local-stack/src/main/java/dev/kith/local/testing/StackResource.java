package dev.kith.local.testing;

import dev.kith.local.service.ServiceEnvironment;
import dev.kith.local.stack.Part;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// PostgreSQL, Kafka and Redis for the `@QuarkusTest`s of a service: real servers with throw-away data, started once
/// for all tests of a JVM and gone with it.
///
/// ```java
/// @QuarkusTest
/// @WithTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "service", value = "auth"))
/// ```
///
/// Gives the service its whole configuration under the names that it reads anyway (`KITH_...`), and the key of
/// [TestTokens] as `mp.jwt.verify.publickey.location`. The URLs of other services lead nowhere; a test that
/// needs one overrides its `KITH_..._URL`. Which service it is follows from the folder in
/// which the test runs, unless `service` says so.
public class StackResource implements QuarkusTestResourceLifecycleManager {
    private String service = "";

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault("service", "");
    }

    @Override
    public Map<String, String> start() {
        SharedStack shared = SharedStack.get();
        var configuration = new TreeMap<>(ServiceEnvironment.of(part(), shared.ports(), "test"));
        configuration.put("KITH_HTTP_PORT", "0");
        configuration.put("KITH_AUTH_URL", SharedStack.NOWHERE);
        configuration.put("KITH_CONTACTS_URL", SharedStack.NOWHERE);
        configuration.put("KITH_PROFILE_URL", SharedStack.NOWHERE);
        configuration.put("KITH_MEDIA_URL", SharedStack.NOWHERE);
        configuration.put("mp.jwt.verify.publickey.location", shared.jwks());
        return configuration;
    }

    /// The servers stay for the next test class; they end with the JVM.
    @Override
    public void stop() {}

    private Part part() {
        String name =
                service.isEmpty() ? Path.of("").toAbsolutePath().getFileName().toString() : service;
        return Part.labelled(name)
                .filter(Part::isService)
                .orElseThrow(() -> new IllegalArgumentException("no service is named " + name));
    }
}
