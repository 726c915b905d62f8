package dev.kith.auth.signing;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The keys by which anybody verifies a token.
@Path("/.well-known/jwks.json")
@Tag(name = "Keys")
class JwksResource {
    /// A new key signs only after [KeyRing#PUBLISHED_FIRST], which is longer.
    private static final String CACHE = "public, max-age=120";

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll // public keys
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Public keys of access tokens, as a JSON Web Key Set")
    public Response keys() {
        return Response.ok(keys.ring().published())
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                .build();
    }
}
