package dev.kith.bench.stack;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.local.service.ServiceEnvironment;
import java.net.URI;
import picocli.CommandLine.Option;

/// Options that say where the stack is and how to get in; the defaults are those of the local stack.
public final class Target {
    @Option(
            names = "--gateway",
            paramLabel = "URL",
            defaultValue = "${env:KITH_GATEWAY:-http://127.0.0.1:8080}",
            description = "Where the gateway listens (${DEFAULT-VALUE}).")
    private String gateway = "";

    @Option(
            names = "--root-key",
            paramLabel = "KEY",
            defaultValue = "${env:KITH_ROOT_KEY:-" + ServiceEnvironment.ROOT_KEY + "}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Lets apps be created (that of the local stack; or variable KITH_ROOT_KEY).")
    private String rootKey = "";

    /// The gateway's address.
    public URI gateway() {
        return address("--gateway", gateway);
    }

    /// An option's value as the address of a server.
    public static URI address(String option, String given) {
        try {
            var uri = URI.create(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
            if ("http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPath().isEmpty()) {
                return uri.getPort() < 0 ? URI.create(uri + ":80") : uri;
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw new BenchFailure(ExitCode.USAGE, option + " is not an address like http://127.0.0.1:8080: " + given);
    }

    /// A client of that gateway.
    public Gateway open() {
        return new Gateway(gateway());
    }

    public String rootKey() {
        return rootKey;
    }
}
