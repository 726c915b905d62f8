package dev.kith.deploy;

import dev.kith.local.stack.Part;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What the sources say that the manifests have to agree with.
final class Code {
    private static final Path REPOSITORY = Manifests.HOME.resolve("..").normalize();
    private static final Path SHARED =
            REPOSITORY.resolve("service-kit/src/main/resources/META-INF/microprofile-config.properties");
    private static final Path GATEWAY = REPOSITORY.resolve("local-stack/src/main/java/dev/kith/local/gateway");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(KITH_[A-Z0-9_]+)[:}]");
    private static final Pattern GATEWAY_VARIABLE =
            Pattern.compile("variables\\.(?:text|number)\\(\\s*\"(KITH_[A-Z0-9_]+)\"");

    private Code() {}

    /// The environment variables that a service reads: those in its own configuration and in the shared one.
    static Set<String> variables(Part service) {
        var variables = new TreeSet<String>();
        for (Path file : new Path[] {SHARED, own(service)}) {
            REFERENCE.matcher(text(file)).results().forEach(found -> variables.add(found.group(1)));
        }
        return variables;
    }

    /// The environment variables that the gateway reads.
    static Set<String> gatewayVariables() {
        var variables = new TreeSet<String>();
        GATEWAY_VARIABLE
                .matcher(text(GATEWAY.resolve("Settings.java")))
                .results()
                .forEach(found -> variables.add(found.group(1)));
        Arrays.stream(Part.values())
                .filter(Part::isService)
                .forEach(part -> variables.add("KITH_ROUTE_" + part.label().toUpperCase(Locale.ROOT)));
        return variables;
    }

    /// A setting of a service in production: its own, else the shared one.
    static Optional<String> setting(Part service, String key) {
        return Optional.ofNullable(properties(own(service)).getProperty(key))
                .or(() -> Optional.ofNullable(properties(SHARED).getProperty(key)));
    }

    /// A duration among the settings, such as `10s`; zero if it is not there.
    static Duration duration(Part service, String key) {
        return setting(service, key)
                .filter(text -> !text.isBlank()) // switched off
                .map(text -> Duration.parse("PT" + text.toUpperCase(Locale.ROOT)))
                .orElse(Duration.ZERO);
    }

    static String gatewaySource(String file) {
        return text(GATEWAY.resolve(file));
    }

    static String contactsSource(String file) {
        return text(REPOSITORY
                .resolve("contact-sync-service/src/main/java/dev/kith/contacts")
                .resolve(file));
    }

    static String mediaSource(String file) {
        return text(
                REPOSITORY.resolve("media-service/src/main/java/dev/kith/media").resolve(file));
    }

    static String pomOf(String module) {
        return text(REPOSITORY.resolve(module).resolve("pom.xml"));
    }

    private static Path own(Part service) {
        return REPOSITORY.resolve(service.folder()).resolve("src/main/resources/application.properties");
    }

    private static Properties properties(Path file) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
