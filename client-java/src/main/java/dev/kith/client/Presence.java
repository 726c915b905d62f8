package dev.kith.client;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the user may know of someone's presence. Online and last seen are shown or hidden by that person, each by itself.
 *
 * @param online null: hidden
 * @param lastSeen null: hidden or never
 */
public record Presence(
        String address, @Nullable Boolean online, @Nullable Instant lastSeen) {
    public boolean isOnline() {
        return Boolean.TRUE.equals(online);
    }

    public Optional<Instant> lastSeenAt() {
        return Optional.ofNullable(lastSeen);
    }
}
