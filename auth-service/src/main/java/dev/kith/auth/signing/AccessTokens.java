package dev.kith.auth.signing;

import dev.kith.kit.caller.Scopes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// Issues the tokens that every service verifies offline: JWTs, signed with ES256.
@ApplicationScoped
public class AccessTokens {
    static final String KITH = "kith";

    private final SigningKeys keys;
    private final Clock clock;

    AccessTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /// For a user's device.
    public String forDevice(long uid, String app, String did, Duration life) {
        var claims = claims(String.valueOf(uid), app, life);
        claims.setStringClaim("did", did);
        claims.setStringClaim("scope", Scopes.USER);
        return sign(claims);
    }

    /// For the backend of an app.
    public String forApp(String app, Collection<String> scopes, Duration life) {
        var claims = claims("app:" + app, app, life);
        claims.setStringClaim("scope", String.join(" ", scopes));
        return sign(claims);
    }

    /// For whoever proved to hold a number without being a user by it.
    public String forTraces(String app, String number, Duration life) {
        var claims = claims("traces:" + app, app, life);
        claims.setStringClaim("address", number);
        claims.setStringClaim("scope", Scopes.TRACES);
        return sign(claims);
    }

    private JwtClaims claims(String subject, String app, Duration life) {
        var now = clock.instant();
        var claims = new JwtClaims();
        claims.setIssuer(KITH);
        claims.setAudience(KITH);
        claims.setSubject(subject);
        claims.setStringClaim("app", app);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(life).getEpochSecond()));
        claims.setGeneratedJwtId();
        return claims;
    }

    private String sign(JwtClaims claims) {
        var key = keys.signer();
        var token = new JsonWebSignature();
        token.setHeader("typ", "JWT");
        token.setKeyIdHeaderValue(key.kid());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        token.setKey(key.privateKey());
        token.setPayload(claims.toJson());
        try {
            return token.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
