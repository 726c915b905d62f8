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
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Signs in who knows the code of a verification, and makes them a user if the number is nobody's yet.
///
/// All of it is one transaction that holds the verification: a code is used once, and of two that bring it at once one
/// signs in and the other finds it used. A wrong code commits, so that it counts.
@ApplicationScoped
class ConfirmVerification {
    private final VerificationRepository verifications;
    private final AppRepository apps;
    private final JoinUser joinUser;
    private final SignIn signIn;
    private final Concealed.Veil veil;
    private final CodesConfig config;
    private final Outbox outbox;
    private final Clock clock;

    ConfirmVerification(
            VerificationRepository verifications,
            AppRepository apps,
            JoinUser joinUser,
            SignIn signIn,
            Concealed.Veil veil,
            CodesConfig config,
            Outbox outbox,
            Clock clock) {
        this.verifications = verifications;
        this.apps = apps;
        this.joinUser = joinUser;
        this.signIn = signIn;
        this.veil = veil;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
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

        record WrongCode(int triesLeft) implements Outcome {}

        /// Used, expired, out of tries, or never there.
        record Over() implements Outcome {}
    }

    Uni<Outcome> confirm(String id, Claim claim) {
        return Panache.withTransaction(() -> verifications
                        .take(id, config.tries(), clock.instant())
                        .flatMap(found -> found.map(verification -> check(verification, claim))
                                .orElseGet(() -> Uni.createFrom().item(new Outcome.Over()))))
                .invoke(outcome -> {
                    if (outcome instanceof Outcome.Confirmed) {
                        outbox.committed();
                    }
                });
    }

    private Uni<Outcome> check(Verification verification, Claim claim) {
        if (!veil.isCode(verification, claim.code())) {
            return Uni.createFrom().item(new Outcome.WrongCode(config.tries() - verification.tries()));
        }
        verification.use(clock.instant());
        var newcomer = new Newcomer(veil.number(verification), claim.name(), claim.discoverability());
        return apps.named(verification.app())
                .flatMap(app -> joinUser.join(app.orElseThrow(), newcomer))
                .flatMap(joined -> signIn(joined, verification.app(), claim.device()));
    }

    private Uni<Outcome> signIn(JoinUser.Joined joined, String app, String device) {
        return signIn.add(SignIn.Of.usual(joined.uid(), app, device))
                .map(tokens -> new Outcome.Confirmed(tokens, joined.created()));
    }
}
