package dev.kith.auth.verification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Checks the code of a verification and uses it up, in the caller's transaction, which holds the verification:
/// a code is used once, and of two who bring it at once the second finds it used. A wrong code has to commit,
/// so that it counts.
@ApplicationScoped
public class ProveNumber {
    private final VerificationRepository verifications;
    private final Concealed.Veil veil;
    private final CodesConfig config;
    private final Clock clock;

    ProveNumber(VerificationRepository verifications, Concealed.Veil veil, CodesConfig config, Clock clock) {
        this.verifications = verifications;
        this.veil = veil;
        this.config = config;
        this.clock = clock;
    }

    /// A code for a verification.
    ///
    /// @param uid the user whose verification it has to be; 0: nobody's yet
    public record Claim(String verification, String code, Purpose purpose, long uid) {
        @Override
        public String toString() {
            return "claim of " + verification; // never the code
        }
    }

    /// Takes one try of the verification.
    public Uni<Proof> prove(Claim claim) {
        return verifications
                .take(claim, config.tries(), clock.instant())
                .map(found -> found.map(verification -> check(verification, claim.code()))
                        .orElseGet(Proof.Over::new));
    }

    private Proof check(Verification verification, String code) {
        if (!veil.isCode(verification, code)) {
            return new Proof.WrongCode(config.tries() - verification.tries());
        }
        verification.use(clock.instant());
        return new Proof.Proven(verification.app(), veil.number(verification));
    }
}
