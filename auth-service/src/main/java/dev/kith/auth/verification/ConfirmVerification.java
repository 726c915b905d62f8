package dev.kith.auth.verification;

import dev.kith.auth.app.AppRepository;
import dev.kith.auth.app.FindableBy;
import dev.kith.auth.device.SignIn;
import dev.kith.auth.device.SignedIn;
import dev.kith.auth.user.JoinUser;
import dev.kith.auth.user.Newcomer;
import dev.kith.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Signs in who knows the code of a verification, and makes them a user if the number is nobody's yet.
///
/// All of it is one transaction, see [ProveNumber]: of two that bring one code at once one signs in.
@ApplicationScoped
class ConfirmVerification {
    private final ProveNumber proveNumber;
    private final AppRepository apps;
    private final JoinUser joinUser;
    private final SignIn signIn;
    private final Outbox outbox;

    ConfirmVerification(ProveNumber proveNumber, AppRepository apps, JoinUser joinUser, SignIn signIn, Outbox outbox) {
        this.proveNumber = proveNumber;
        this.apps = apps;
        this.joinUser = joinUser;
        this.signIn = signIn;
        this.outbox = outbox;
    }

    /// @param device its name
    record Claim(
            String code,
            String device,
            @Nullable String name,
            @Nullable FindableBy discoverability) {
        @Override
        public String toString() {
            return "claim of " + device; // never the code
        }
    }

    sealed interface Outcome {
        record Confirmed(SignedIn tokens, boolean created) implements Outcome {}

        record Refused(Proof.Failed why) implements Outcome {}
    }

    Uni<Outcome> confirm(String id, Claim claim) {
        var proving = new ProveNumber.Claim(id, claim.code(), Purpose.SIGN_IN, 0);
        return Panache.withTransaction(() -> proveNumber.prove(proving).flatMap(proof -> outcome(proof, claim)))
                .invoke(outcome -> {
                    if (outcome instanceof Outcome.Confirmed) {
                        outbox.committed();
                    }
                });
    }

    private Uni<Outcome> outcome(Proof proof, Claim claim) {
        return switch (proof) {
            case Proof.Proven proven -> join(proven, claim);
            case Proof.Failed failed -> Uni.createFrom().item(new Outcome.Refused(failed));
        };
    }

    private Uni<Outcome> join(Proof.Proven proven, Claim claim) {
        var newcomer = new Newcomer(proven.number(), claim.name(), claim.discoverability());
        return apps.named(proven.app())
                .flatMap(app -> joinUser.join(app.orElseThrow(), newcomer))
                .flatMap(joined -> signIn(joined, proven.app(), claim.device()));
    }

    private Uni<Outcome> signIn(JoinUser.Joined joined, String app, String device) {
        return signIn.add(SignIn.Of.usual(joined.uid(), app, device))
                .map(tokens -> new Outcome.Confirmed(tokens, joined.created()));
    }
}
