package dev.kith.messaging.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kith.contracts.socket.RequestAnswered;

/// What becomes of a request.
enum Answer {
    @JsonProperty("accept")
    ACCEPT(2, RequestAnswered.Answer.ACCEPTED),
    @JsonProperty("decline")
    DECLINE(3, RequestAnswered.Answer.DECLINED);

    private final int state;
    private final RequestAnswered.Answer told;

    Answer(int state, RequestAnswered.Answer told) {
        this.state = state;
        this.told = told;
    }

    /// As it is stored.
    int state() {
        return state;
    }

    RequestAnswered.Answer told() {
        return told;
    }
}
