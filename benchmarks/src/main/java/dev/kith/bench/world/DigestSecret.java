package dev.kith.bench.world;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.local.service.ServiceEnvironment;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import java.util.Objects;

/// The secret under which contact-sync-service makes digests.
public final class DigestSecret {
    private DigestSecret() {}

    /// The part behind the version, of what was given, else of the local stack's secret.
    public static String of(String given) {
        // picocli leaves the name of a variable that is not set.
        var versioned = given.isEmpty() || given.startsWith("${") ? ofLocalStack() : given;
        int colon = versioned.indexOf(':');
        if (colon < 0) {
            throw new BenchFailure(ExitCode.USAGE, "--contacts-secret has the form v1:secret.");
        }
        return versioned.substring(colon + 1);
    }

    private static String ofLocalStack() {
        return Objects.requireNonNull(
                ServiceEnvironment.of(Part.CONTACTS, Ports.standard(0), "dev").get("KITH_CONTACTS_SECRET"));
    }
}
