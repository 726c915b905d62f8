package dev.kith.auth.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kith.auth.secret.EnvironmentFixture;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CodeSendersTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.closeAndAwait();
    }

    @Test
    void keepsCodesForDevelopersUnlessToldOtherwise() {
        assertThat(senders("dev", null, null).sender()).isInstanceOf(DevelopmentCodes.class);
        assertThat(senders("test", null, null).sender()).isInstanceOf(DevelopmentCodes.class);
        assertThat(senders("dev", "webhook", "http://localhost:1/").sender()).isInstanceOf(CodeWebhook.class);
    }

    @Test
    void doesNotStartInProductionWithoutASenderThatSends() {
        refuses(senders("production", null, null), "KITH_CODE_SENDER");
        refuses(senders("production", "development", null), "KITH_CODE_SENDER=development");
        refuses(senders("staging", "development", null), "KITH_CODE_SENDER=development");
        refuses(senders("production", "pigeon", null), "pigeon");
        refuses(senders("production", "webhook", null), "KITH_CODE_WEBHOOK_URL");
        refuses(senders("production", "webhook", "http://sms.example/"), "https");
    }

    @Test
    void takesAWebhookInProduction() {
        assertThat(senders("production", "webhook", "https://sms.example/").sender())
                .isInstanceOf(CodeWebhook.class);
    }

    private static void refuses(CodeSenders senders, String reason) {
        assertThatIllegalStateException()
                .isThrownBy(() -> senders.check(new io.quarkus.runtime.StartupEvent()))
                .withMessageContaining(reason);
    }

    private static CodeSenders senders(String environment, @Nullable String sender, @Nullable String url) {
        return new CodeSenders(
                new Config(Optional.ofNullable(sender), Optional.ofNullable(url), Optional.of("secret")),
                EnvironmentFixture.of(environment),
                new DevelopmentCodes(),
                VERTX);
    }

    private record Config(Optional<String> sender, Optional<String> webhookUrl, Optional<String> webhookSecret)
            implements CodesConfig {
        @Override
        public Duration life() {
            return Duration.ofMinutes(10);
        }

        @Override
        public int tries() {
            return 5;
        }

        @Override
        public int perNumber() {
            return 5;
        }

        @Override
        public int perAddress() {
            return 100;
        }

        @Override
        public int perApp() {
            return 100;
        }

        @Override
        public int developmentFactor() {
            return 1;
        }
    }
}
