package dev.kith.auth.device;

import dev.kith.auth.secret.RandomText;
import dev.kith.auth.signing.AccessTokens;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/// Signs a new device in, in the caller's transaction, in which the user is known to live. A user who has too many
/// signs out of the one that was refreshed longest ago.
@ApplicationScoped
public class SignIn {
    /// Longest name of a device.
    public static final int LONGEST_NAME = 64;

    private static final int DID = 16;

    private final DeviceRepository devices;
    private final SignOut signOut;
    private final RefreshToken.Mint mint;
    private final AccessTokens tokens;
    private final TokensConfig config;
    private final Clock clock;

    SignIn(
            DeviceRepository devices,
            SignOut signOut,
            RefreshToken.Mint mint,
            AccessTokens tokens,
            TokensConfig config,
            Clock clock) {
        this.devices = devices;
        this.signOut = signOut;
        this.mint = mint;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    /// Who signs in, on what; a life of zero takes the usual one.
    public record Of(long uid, String app, String deviceName, Duration accessLife) {
        /// With access tokens of the usual life.
        public static Of usual(long uid, String app, String deviceName) {
            return new Of(uid, app, deviceName, Duration.ZERO);
        }
    }

    /// The tokens, which hold once the transaction has committed.
    public Uni<SignedIn> add(Of who) {
        var first = mint.make(RandomText.of(DID));
        var now = clock.instant();
        return makeRoom(who)
                .chain(() -> devices.persist(new Device(who, first, now, now.plus(config.refreshLife()))))
                .map(device -> signedIn(who, first));
    }

    private Uni<Void> makeRoom(Of who) {
        return devices.signedIn(who.uid(), who.app(), clock.instant())
                .flatMap(all -> Multi.createFrom()
                        .iterable(all.stream().skip(config.mostDevices() - 1L).toList())
                        .onItem()
                        .transformToUniAndConcatenate(signOut::revoke)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private SignedIn signedIn(Of who, RefreshToken refresh) {
        var life = who.accessLife().isZero() ? config.accessLife() : who.accessLife();
        return new SignedIn(
                who.uid(),
                refresh.did(),
                tokens.forDevice(who.uid(), who.app(), refresh.did(), life),
                mint.text(refresh),
                life.toSeconds());
    }
}
