package dev.kith.auth.verification;

import dev.kith.auth.app.App;
import dev.kith.auth.app.AppRepository;
import dev.kith.auth.secret.Environment;
import dev.kith.auth.secret.RandomText;
import dev.kith.auth.user.Newcomer;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Sends a one-time code to a number. Whether the number is a user's makes no difference to anything that the
/// caller sees: it is not even looked up.
@ApplicationScoped
public class StartVerification {
    private static final Logger LOG = Logger.getLogger(StartVerification.class);
    private static final Duration COUNTED = Duration.ofHours(1);
    private static final int ID = 26;
    private static final int DIGITS = 6;

    private final AppRepository apps;
    private final VerificationRepository verifications;
    private final CodeSender sender;
    private final Concealed.Veil veil;
    private final CodesConfig config;
    private final Clock clock;
    private final int perNumber;
    private final RateLimit perAddress;
    private final RateLimit perApp;

    StartVerification(
            AppRepository apps,
            VerificationRepository verifications,
            CodeSender sender,
            Concealed.Veil veil,
            CodesConfig config,
            Environment environment,
            Clock clock) {
        this.apps = apps;
        this.verifications = verifications;
        this.sender = sender;
        this.veil = veil;
        this.config = config;
        this.clock = clock;
        int factor = environment.isDevelopment() ? config.developmentFactor() : 1;
        this.perNumber = config.perNumber() * factor;
        this.perAddress = new RateLimit("codes from this address", (long) config.perAddress() * factor, COUNTED);
        this.perApp = new RateLimit("codes of this app", (long) config.perApp() * factor, COUNTED);
    }

    /// What the proof will be good for, and for whom.
    ///
    /// @param uid the user whose new number it is; 0: nobody's yet
    public record Of(String app, Purpose purpose, long uid) {
        /// A proof by somebody who need not be a user.
        public static Of anybody(String app, Purpose purpose) {
            return new Of(app, purpose, 0);
        }
    }

    /// A number that somebody says is theirs.
    ///
    /// @param region of a national number; null: the app's
    public record Wish(Of of, String phone, @Nullable String region) {}

    /// A verification under way.
    public record Started(String id, long expiresIn) {}

    /// Sends the code.
    ///
    /// @param client network address of who asks
    public Uni<Started> start(Wish wish, String client) {
        perAddress.take(client);
        var id = RandomText.of(ID);
        return Panache.withTransaction(() -> apps.named(wish.of().app())
                        .map(found -> found.orElseThrow(StartVerification::unknownApp))
                        .map(app -> codeFor(app, wish))
                        .call(code -> store(id, wish.of(), code)))
                .call(this::send)
                .replaceWith(new Started(id, config.life().toSeconds()));
    }

    /// Kept no longer than they count.
    @WithTransaction
    @Scheduled(every = "10m", delayed = "1m")
    Uni<Void> forget() {
        return verifications.forgetBefore(clock.instant().minus(COUNTED)).replaceWithVoid();
    }

    private OneTimeCode codeFor(App app, Wish wish) {
        var region = wish.region() == null ? app.region() : wish.region();
        var phone = Newcomer.canonical("phone", Addresses.number(wish.phone(), region));
        return new OneTimeCode(app.id(), phone, RandomText.digits(DIGITS), config.life());
    }

    private Uni<Void> store(String id, Of of, OneTimeCode code) {
        var now = clock.instant();
        var concealed = veil.conceal(id, code);
        return verifications
                .lockNumber(concealed)
                .chain(() -> verifications.countSince(concealed, now.minus(COUNTED)))
                .invoke(this::refuseTooMany)
                .invoke(() -> perApp.take(code.app())) // last: what is not sent costs the app nothing
                .chain(() -> verifications.persist(new Verification(id, of, concealed, now, now.plus(code.life()))))
                .replaceWithVoid();
    }

    private void refuseTooMany(long sent) {
        if (sent >= perNumber) {
            throw ProblemException.retryAfter(
                    ErrorCode.TOO_MANY, "Too many codes for this number; try again in an hour.", COUNTED);
        }
    }

    // Not within the transaction: a slow carrier must not hold a connection and the lock of the number.
    private Uni<Void> send(OneTimeCode code) {
        return sender.send(code)
                .onFailure()
                .invoke(failure -> LOG.warnf("a code could not be sent: %s", failure.toString()))
                .onFailure()
                .transform(failure -> ProblemException.retryAfter(
                        ErrorCode.UNAVAILABLE, "Codes cannot be sent at the moment.", Duration.ofSeconds(30)));
    }

    private static ProblemException unknownApp() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such app.");
    }
}
