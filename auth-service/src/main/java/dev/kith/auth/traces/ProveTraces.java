package dev.kith.auth.traces;

import dev.kith.auth.signing.AccessTokens;
import dev.kith.auth.verification.Proof;
import dev.kith.auth.verification.ProveNumber;
import dev.kith.auth.verification.Purpose;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Swaps the code that was sent to a number for a token by which contact-sync-service knows who holds it. Makes
/// no user and looks none up.
@ApplicationScoped
class ProveTraces {
    /// Long enough to look, decide and look again.
    static final Duration LIFE = Duration.ofMinutes(15);

    private final ProveNumber proveNumber;
    private final AccessTokens tokens;

    ProveTraces(ProveNumber proveNumber, AccessTokens tokens) {
        this.proveNumber = proveNumber;
        this.tokens = tokens;
    }

    sealed interface Outcome {
        record Proven(String token) implements Outcome {
            @Override
            public String toString() {
                return "a token"; // never itself
            }
        }

        record Refused(Proof.Failed why) implements Outcome {}
    }

    Uni<Outcome> prove(String verification, String code) {
        var claim = new ProveNumber.Claim(verification, code, Purpose.TRACES, 0);
        return Panache.withTransaction(() -> proveNumber.prove(claim)).map(this::outcome);
    }

    private Outcome outcome(Proof proof) {
        return switch (proof) {
            case Proof.Failed failed -> new Outcome.Refused(failed);
            case Proof.Proven proven -> new Outcome.Proven(tokens.forTraces(proven.app(), proven.number(), LIFE));
        };
    }
}
