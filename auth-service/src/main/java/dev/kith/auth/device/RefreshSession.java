package dev.kith.auth.device;

import dev.kith.auth.signing.AccessTokens;
import dev.kith.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Swaps a refresh token for a new pair of tokens.
///
/// A token works once. Used again, it is in two hands, and nobody can tell whose: the device is signed out. One
/// exception: for ten seconds, and only as long as nothing that was given for it was used, it gives a fresh successor,
/// because a client whose answer was lost on the way repeats the call and must not be signed out for that. A thief who
/// repeats it in that time gains little: the first successor that is used ends the others, and the use of an ended one
/// is a reuse like any other.
@ApplicationScoped
class RefreshSession {
    private final DeviceRepository devices;
    private final SignOut signOut;
    private final RefreshToken.Mint mint;
    private final AccessTokens tokens;
    private final TokensConfig config;
    private final Outbox outbox;
    private final Clock clock;

    RefreshSession(
            DeviceRepository devices,
            SignOut signOut,
            RefreshToken.Mint mint,
            AccessTokens tokens,
            TokensConfig config,
            Outbox outbox,
            Clock clock) {
        this.devices = devices;
        this.signOut = signOut;
        this.mint = mint;
        this.tokens = tokens;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// What became of it. Refusals are outcomes, not failures: signing out must commit.
    sealed interface Outcome {
        record Refreshed(SignedIn tokens) implements Outcome {}

        /// No token that still means anything: made up, run out, or of an erased user.
        record Unknown() implements Outcome {}

        record Revoked() implements Outcome {}

        record Reused() implements Outcome {}

        record TooOften() implements Outcome {}
    }

    Uni<Outcome> refresh(String text) {
        var token = mint.read(text);
        if (token.isEmpty()) {
            return Uni.createFrom().item(new Outcome.Unknown());
        }
        return Panache.withTransaction(() -> refresh(token.get())).invoke(outcome -> {
            if (outcome instanceof Outcome.Reused) {
                outbox.committed();
            }
        });
    }

    private Uni<Outcome> refresh(RefreshToken token) {
        var now = clock.instant();
        return devices.held(token.did())
                .flatMap(found -> found.filter(device -> !device.isExpired(now))
                        .map(device -> refresh(device, token, now))
                        .orElseGet(() -> Uni.createFrom().item(new Outcome.Unknown())));
    }

    private Uni<Outcome> refresh(Device device, RefreshToken token, Instant now) {
        if (device.isRevoked()) {
            return Uni.createFrom().item(new Outcome.Revoked());
        }
        var next = mint.make(device.did());
        return switch (device.standing(token, now, config.replay())) {
            case CURRENT -> {
                device.rotate(token, next, now, now.plus(config.refreshLife()));
                yield refreshed(device, next);
            }
            case REPLAYED -> {
                device.addSuccessor(next);
                yield refreshed(device, next);
            }
            case REPLAYED_TOO_OFTEN -> Uni.createFrom().item(new Outcome.TooOften());
            case REUSED -> signOut.revoke(device).replaceWith(new Outcome.Reused());
        };
    }

    private Uni<Outcome> refreshed(Device device, RefreshToken next) {
        var life = config.accessLife();
        var access = tokens.forDevice(device.uid(), device.app(), device.did(), life);
        return Uni.createFrom()
                .item(new Outcome.Refreshed(
                        new SignedIn(device.uid(), device.did(), access, mint.text(next), life.toSeconds())));
    }
}
