package dev.kith.auth.signing;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.Key;
import java.util.List;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/// Verifies tokens by the keys that this node holds, where the other services fetch them: it must not depend on being
/// reachable for itself. All else is checked as everywhere.
@Alternative
@Priority(1)
@ApplicationScoped
class OwnTokens extends JWTCallerPrincipalFactory {
    private final SigningKeys keys;
    private final Parser parser = new Parser();

    OwnTokens(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        var verified = parser.parse(token, rules);
        try {
            var type = verified.getJoseObjects().getFirst().getHeader("typ");
            return new DefaultJWTCallerPrincipal(token, type, verified.getJwtClaims());
        } catch (RuntimeException malformed) {
            throw new ParseException("unreadable token", malformed);
        }
    }

    private Key key(JsonWebSignature token, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        var kid = token.getKeyIdHeaderValue();
        return keys.ring()
                .named(kid == null ? "" : kid)
                .orElseThrow(() -> new UnresolvableKeyException("no such key"))
                .publicKey();
    }

    private final class Parser extends DefaultJWTTokenParser {
        @Override
        protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo rules) {
            return OwnTokens.this::key;
        }
    }
}
