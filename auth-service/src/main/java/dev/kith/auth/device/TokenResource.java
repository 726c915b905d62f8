package dev.kith.auth.device;

import dev.kith.auth.text.Given;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where a device gets its next access token.
@Path("/v1/tokens")
@Tag(name = "Devices")
class TokenResource {
    private final RefreshSession sessions;
    private final TokensConfig config;
    private final MeterRegistry metrics;

    TokenResource(RefreshSession sessions, TokensConfig config, MeterRegistry metrics) {
        this.sessions = sessions;
        this.config = config;
        this.metrics = metrics;
    }

    record Refresh(@Nullable String refreshToken) {}

    @POST
    @PermitAll // the refresh token is the proof
    @Operation(summary = "Swaps a refresh token for new tokens; a reused one signs the device out")
    public Uni<SignedIn> refresh(@Nullable Refresh request) {
        var token = Given.needed("refreshToken", Given.body(request).refreshToken());
        return sessions.refresh(token).invoke(this::count).map(this::answer);
    }

    private void count(RefreshSession.Outcome outcome) {
        var name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        metrics.counter("kith.auth.refreshes", "outcome", name).increment();
    }

    private SignedIn answer(RefreshSession.Outcome outcome) {
        return switch (outcome) {
            case RefreshSession.Outcome.Refreshed refreshed -> refreshed.tokens();
            case RefreshSession.Outcome.Unknown unknown ->
                throw new ProblemException(
                        ErrorCode.UNAUTHENTICATED, "This refresh token is not valid any more; sign in again.");
            case RefreshSession.Outcome.Revoked revoked ->
                throw new ProblemException(ErrorCode.REVOKED, "This device was signed out; sign in again.");
            case RefreshSession.Outcome.Reused reused ->
                throw new ProblemException(
                        ErrorCode.REFRESH_REUSED,
                        "This refresh token was used before, so somebody else may have it: the device is signed out.");
            case RefreshSession.Outcome.TooOften often ->
                throw ProblemException.retryAfter(
                        ErrorCode.TOO_MANY, "Too many repetitions of one refresh.", config.replay());
        };
    }
}
