package dev.kith.client.rest;

import dev.kith.client.KithException;
import dev.kith.client.TokenVault;
import dev.kith.client.Tokens;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives an access token that is good for a while yet, renewing it by the refresh token when it is not. Of any number of
 * callers at once one renews and the others wait for it. Thread-safe.
 */
public final class Credentials implements Signer {
    /** A token with less than this left is renewed before use; short-lived ones at a fifth of their life. */
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);

    private final Gateway gateway;
    private final Executor answers;
    private final ServerClock clock;
    private @Nullable TokenVault vault;
    private @Nullable Tokens tokens;
    private @Nullable CompletableFuture<String> renewing;
    private volatile Consumer<String> onRenewed = token -> {};

    public Credentials(Gateway gateway, Executor answers, ServerClock clock) {
        this.gateway = gateway;
        this.answers = answers;
        this.clock = clock;
    }

    /** Told each token that replaced another. */
    public void onRenewed(Consumer<String> listener) {
        onRenewed = listener;
    }

    public synchronized void use(TokenVault newVault) throws IOException {
        tokens = newVault.load();
        vault = newVault;
        renewing = null;
    }

    public synchronized void forget() {
        tokens = null;
        vault = null;
        renewing = null;
    }

    public synchronized Optional<TokenClaims> claims() {
        return Optional.ofNullable(tokens).map(known -> TokenClaims.of(known.access()));
    }

    /** When the present token should be replaced; empty if it does not say or cannot be. */
    public synchronized Optional<Instant> renewAt() {
        return Optional.ofNullable(tokens)
                .filter(known -> known.refresh() != null)
                .map(known -> renewAt(TokenClaims.of(known.access())));
    }

    /**
     * In the name of the one who is signed in now and of nobody else: when another user has signed in, what goes on is refused as
     * {@code UNAUTHENTICATED}. New tokens of the same user serve.
     */
    public Signer ofOneUser() {
        @Nullable Long uid = claims().map(TokenClaims::uid).orElse(null);
        return new Signer() {
            @Override
            public CompletableFuture<String> accessToken() {
                return Credentials.this.accessToken().thenApply(this::ours);
            }

            @Override
            public CompletableFuture<String> replacementOf(String refused, KithException reason) {
                return Credentials.this.replacementOf(refused, reason).thenApply(this::ours);
            }

            private String ours(String token) {
                if (!Objects.equals(TokenClaims.of(token).uid(), uid)) {
                    throw KithException.of(ErrorCode.UNAUTHENTICATED, "Another user has signed in.");
                }
                return token;
            }
        };
    }

    @Override
    public CompletableFuture<String> accessToken() {
        synchronized (this) {
            if (tokens == null) {
                return CompletableFuture.failedFuture(
                        KithException.of(ErrorCode.UNAUTHENTICATED, "Nobody is signed in; set an access token first."));
            }
            if (isGood(tokens) || tokens.refresh() == null) {
                return CompletableFuture.completedFuture(tokens.access());
            }
        }
        return renewed(this::isGood);
    }

    @Override
    public CompletableFuture<String> replacementOf(String refused, KithException reason) {
        synchronized (this) {
            if (tokens == null || (tokens.access().equals(refused) && tokens.refresh() == null)) {
                return CompletableFuture.failedFuture(reason);
            }
        }
        return renewed(stored -> !stored.access().equals(refused));
    }

    /** Renews under the vault's lock, unless the tokens stored there meanwhile are good already. */
    private synchronized CompletableFuture<String> renewed(Predicate<Tokens> good) {
        if (renewing != null) {
            return renewing.copy();
        }
        var keeper = vault;
        if (keeper == null) {
            return CompletableFuture.failedFuture(Gateway.expired());
        }
        var run = CompletableFuture.supplyAsync(() -> exchange(keeper, good), answers);
        renewing = run;
        return run.whenComplete((token, failure) -> finished(run, token)).copy();
    }

    private String exchange(TokenVault keeper, Predicate<Tokens> good) {
        try {
            var next = keeper.update(stored -> good.test(stored) ? stored : renewedNow(stored));
            synchronized (this) {
                if (vault == keeper) {
                    tokens = next;
                }
            }
            return next.access();
        } catch (IOException unreadable) {
            throw new CompletionException(KithException.noAnswer("The stored tokens cannot be read.", unreadable));
        }
    }

    private Tokens renewedNow(Tokens old) {
        var fresh = gateway.renew(old);
        clock.madeNow(fresh.access());
        return fresh;
    }

    private void finished(CompletableFuture<String> run, @Nullable String token) {
        synchronized (this) {
            if (renewing == run) {
                renewing = null;
            }
        }
        if (token != null) {
            onRenewed.accept(token);
        }
    }

    private boolean isGood(Tokens candidate) {
        var renewAt = renewAt(TokenClaims.of(candidate.access()));
        return renewAt == null || clock.now().isBefore(renewAt);
    }

    private static @Nullable Instant renewAt(TokenClaims claims) {
        if (claims.expiresAt() == null) {
            return null;
        }
        var early = claims.issuedAt() == null
                ? RENEW_BEFORE
                : Duration.between(claims.issuedAt(), claims.expiresAt()).dividedBy(5);
        return claims.expiresAt().minus(early.compareTo(RENEW_BEFORE) < 0 ? early : RENEW_BEFORE);
    }
}
