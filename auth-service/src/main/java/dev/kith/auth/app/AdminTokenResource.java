package dev.kith.auth.app;

import dev.kith.auth.signing.AccessTokens;
import dev.kith.auth.text.Given;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where an app's backend swaps its key for a short token.
@Path("/v1/admin/tokens")
@Tag(name = "Apps")
class AdminTokenResource {
    static final Duration LIFE = Duration.ofMinutes(10);
    private static final List<String> SCOPES = List.of(
            Scopes.APPS_WRITE,
            Scopes.USERS_WRITE,
            Scopes.USERS_TOKEN,
            Scopes.RELATIONSHIPS_WRITE,
            Scopes.MESSAGES_SEND);

    private final Apps apps;
    private final AccessTokens tokens;
    private final RateLimit requests = new RateLimit("admin tokens", 600, Duration.ofMinutes(1));
    private final RateLimit wrongKeys = new RateLimit("wrong keys of this app", 60, Duration.ofMinutes(1));

    AdminTokenResource(Apps apps, AccessTokens tokens) {
        this.apps = apps;
        this.tokens = tokens;
    }

    /// @param scopes absent: all there are
    record Wish(@Nullable List<@Nullable String> scopes) {}

    record Issued(String accessToken, long expiresIn, List<String> scopes) {}

    @POST
    @PermitAll // the app key is no token; it is checked here
    @Operation(summary = "Swaps the app key for an admin token of ten minutes")
    public Uni<Issued> issue(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Nullable Wish request) {
        var key = AppKey.parse(Bearer.key(authorization)).orElseThrow(Bearer::wrong);
        var scopes = scopes(request == null ? null : request.scopes());
        return apps.knows(key).map(known -> {
            // Counted apart: an app's id is no secret, and strangers must not use up what its backend may ask.
            (known ? requests : wrongKeys).take(key.app());
            if (!known) {
                throw Bearer.wrong();
            }
            return new Issued(tokens.forApp(key.app(), scopes, LIFE), LIFE.toSeconds(), scopes);
        });
    }

    private static List<String> scopes(@Nullable List<@Nullable String> wanted) {
        if (wanted == null) {
            return SCOPES;
        }
        var scopes = wanted.stream().filter(Objects::nonNull).distinct().toList();
        if (scopes.isEmpty() || scopes.size() != wanted.size() || !SCOPES.containsAll(scopes)) {
            throw Given.invalid("scopes", "is not a list out of " + SCOPES);
        }
        return scopes;
    }
}
