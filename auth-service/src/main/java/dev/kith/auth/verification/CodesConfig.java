package dev.kith.auth.verification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// One-time codes: how they are sent, how long they hold, how many there may be.
@ConfigMapping(prefix = "kith.auth.codes")
interface CodesConfig {
    /// `webhook`, or `development`, which sends nothing and is refused in production (`KITH_CODE_SENDER`). No
    /// default in production: a service that cannot send codes does not start; in dev and test `development`.
    Optional<String> sender();

    /// Where the webhook sender posts `{"phone": "+49...", "code": "123456"}` (`KITH_CODE_WEBHOOK_URL`).
    Optional<String> webhookUrl();

    /// What it sends as bearer token (`KITH_CODE_WEBHOOK_SECRET`).
    Optional<String> webhookSecret();

    /// Long enough to wait for a slow message and to type.
    @WithDefault("PT10M")
    Duration life();

    /// Wrong codes before the verification is void: one guess in 200,000 gets through.
    @WithDefault("5")
    int tries();

    /// Codes sent to one number in an hour, counted in the database over all nodes. With the tries this bounds
    /// guessing.
    @WithDefault("5")
    int perNumber();

    /// Codes asked for from one client address in an hour, on each node. Many people can be behind one.
    @WithDefault("100")
    int perAddress();

    /// Codes of one app in an hour, on each node: bounds what a stranger can make the app pay.
    @WithDefault("10000")
    int perApp();

    /// In dev and test there may be so many times as many, because demos and tests sign up the same few numbers from
    /// one machine.
    @WithDefault("20")
    int developmentFactor();
}
