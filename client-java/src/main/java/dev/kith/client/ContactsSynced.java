package dev.kith.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a contact sync is.
 *
 * @param done entries that the server has answered
 * @param result with the last call
 */
public record ContactsSynced(int done, int total, @Nullable ContactSyncResult result) {
    public Optional<ContactSyncResult> asResult() {
        return Optional.ofNullable(result);
    }
}
