package dev.kith.auth.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kith.contracts.event.Discoverability;

/// Who may find a user by address.
public enum FindableBy {
    /// Whoever knows the address.
    @JsonProperty("everyone")
    EVERYONE,

    /// Only those in the user's own phone book.
    @JsonProperty("contacts")
    CONTACTS,

    @JsonProperty("nobody")
    NOBODY;

    /// As events say it.
    public Discoverability toEvent() {
        return switch (this) {
            case EVERYONE -> Discoverability.EVERYONE;
            case CONTACTS -> Discoverability.CONTACTS;
            case NOBODY -> Discoverability.NOBODY;
        };
    }
}
