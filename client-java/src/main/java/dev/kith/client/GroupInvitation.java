package dev.kith.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link by which one joins a group.
 *
 * @param token what those need who shall join; told by the call that makes the link, and never again
 */
public record GroupInvitation(
        String id, @Nullable String token, @Nullable Instant expiresAt, int usesLeft) {}
