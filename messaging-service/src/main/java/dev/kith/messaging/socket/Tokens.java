package dev.kith.messaging.socket;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.kit.problem.TokenTrouble;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// Verifies access tokens. Off the event loop, because keys may have to be fetched first, and on no more threads than
/// there are processors: a signature costs half a millisecond, and many times that while the process is young, and
/// when all devices come at once the event loops need their share. One that was verified lately is told at once.
@ApplicationScoped
class Tokens {
    private final JWTParser parser;
    private final WorkerExecutor verifying;
    private final KnownTokens known = new KnownTokens();

    Tokens(JWTParser parser, Vertx vertx) {
        this.parser = parser;
        this.verifying = vertx.createSharedWorkerExecutor(
                "kith-tokens", Runtime.getRuntime().availableProcessors());
    }

    /// A verified token of a user's device.
    record Token(Caller caller, Instant issuedAt, Instant expiresAt) {}

    /// Fails with a [ProblemException]: `token-expired`, `unauthenticated`, or `unavailable` when the keys cannot be
    /// had.
    ///
    /// @param wanted asked when its turn has come: is it false, nothing is verified, and it fails as `unavailable`
    Future<Token> verify(String raw, BooleanSupplier wanted) {
        return known.find(raw, Instant.now())
                .map(Future::succeededFuture)
                .orElseGet(() -> verifying
                        .executeBlocking(() -> parse(raw, wanted), false)
                        .map(token -> Objects.requireNonNull(token))
                        .onSuccess(token -> known.remember(raw, token)));
    }

    private Token parse(String raw, BooleanSupplier wanted) {
        if (!wanted.getAsBoolean()) {
            throw new ProblemException(ErrorCode.UNAVAILABLE, "The connection ended before its welcome.");
        }
        return parse(raw);
    }

    private Token parse(String raw) {
        try {
            var token = parser.parse(raw);
            return Caller.of(token)
                    .map(caller -> new Token(
                            caller,
                            Instant.ofEpochSecond(token.getIssuedAtTime()),
                            Instant.ofEpochSecond(token.getExpirationTime())))
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.UNAUTHENTICATED, "This is not the token of a user's device."));
        } catch (ParseException refused) {
            throw trouble(refused);
        }
    }

    private static ProblemException trouble(ParseException refused) {
        if (TokenTrouble.isOutage(refused)) {
            return new ProblemException(ErrorCode.UNAVAILABLE, "The token cannot be verified at the moment.");
        }
        return TokenTrouble.isExpiry(refused)
                ? new ProblemException(ErrorCode.TOKEN_EXPIRED, "The access token has expired.")
                : new ProblemException(ErrorCode.UNAUTHENTICATED, "The access token is not valid.");
    }
}
