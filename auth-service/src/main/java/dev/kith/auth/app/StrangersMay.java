package dev.kith.auth.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kith.contracts.event.Strangers;

/// What may be done by users who are nothing to the one to whom they write.
public enum StrangersMay {
    @JsonProperty("allow")
    ALLOW(Strangers.STRANGERS_ALLOWED),
    /// Whoever does not hold them is unreachable for them.
    @JsonProperty("contacts")
    CONTACTS(Strangers.STRANGERS_REFUSED),
    /// They are asked first.
    @JsonProperty("request")
    REQUEST(Strangers.STRANGERS_ASK);

    private final Strangers event;

    StrangersMay(Strangers event) {
        this.event = event;
    }

    Strangers toEvent() {
        return event;
    }
}
