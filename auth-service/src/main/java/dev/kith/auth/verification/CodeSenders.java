package dev.kith.auth.verification;

import dev.kith.auth.secret.Environment;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/// Chooses the sender of codes, and refuses to start without one that can work.
@ApplicationScoped
class CodeSenders {
    private final CodesConfig config;
    private final Environment environment;
    private final DevelopmentCodes development;
    private final Vertx vertx;

    CodeSenders(CodesConfig config, Environment environment, DevelopmentCodes development, Vertx vertx) {
        this.config = config;
        this.environment = environment;
        this.development = development;
        this.vertx = vertx;
    }

    void check(@Observes StartupEvent started) {
        sender();
    }

    @Produces
    @Singleton
    CodeSender sender() {
        var usual = environment.isDevelopment() ? Optional.of("development") : Optional.<String>empty();
        var name = config.sender()
                .or(() -> usual)
                .orElseThrow(() -> new IllegalStateException("KITH_CODE_SENDER is not set: take webhook"));
        return switch (name) {
            case "webhook" -> webhook();
            case "development" -> development();
            default -> throw new IllegalStateException("KITH_CODE_SENDER is neither webhook nor development: " + name);
        };
    }

    private CodeSender development() {
        if (!environment.isDevelopment()) {
            throw new IllegalStateException(
                    "KITH_CODE_SENDER=development shows codes to everybody; in production take webhook");
        }
        return development;
    }

    private CodeSender webhook() {
        var url = URI.create(needed("KITH_CODE_WEBHOOK_URL", config.webhookUrl()));
        if (!"https".equals(url.getScheme()) && !environment.isDevelopment()) {
            throw new IllegalStateException("KITH_CODE_WEBHOOK_URL must be https: it carries codes and numbers");
        }
        return new CodeWebhook(vertx, url, needed("KITH_CODE_WEBHOOK_SECRET", config.webhookSecret()));
    }

    private static String needed(String name, Optional<String> value) {
        return value.orElseThrow(() -> new IllegalStateException(name + " is not set; the webhook sender needs it"));
    }
}
