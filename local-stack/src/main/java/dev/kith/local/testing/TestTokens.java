package dev.kith.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Access tokens for tests of a service without auth-service: signed by a key of the tests, whose public half
/// [StackResource] gives to the service under test.
///
/// The claims are those of auth-service: `iss` and `aud` kith, ES256 with a `kid`.
public final class TestTokens {
    private static final String KEY_ID = "test";
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final TestKey KEY = TestKey.forTests();

    private TestTokens() {}

    /// The token of a user of this app on this device.
    public static String user(long uid, String app, String device) {
        return signed(userClaims(uid, app, device), Instant.now(), KEY);
    }

    /// The token of a user that ran out an hour ago.
    public static String expired(long uid, String app, String device) {
        return signed(
                userClaims(uid, app, device),
                Instant.now().minus(Duration.ofHours(1)).minus(LIFE),
                KEY);
    }

    /// As [#user], signed by a key that nobody knows.
    public static String forged(long uid, String app, String device) {
        return signed(userClaims(uid, app, device), Instant.now(), TestKey.random());
    }

    /// As [#user], from another issuer.
    public static String ofIssuer(String issuer, long uid, String app, String device) {
        var claims = userClaims(uid, app, device);
        claims.put("iss", issuer);
        return signed(claims, Instant.now(), KEY);
    }

    /// The token of an app's backend.
    public static String admin(String app, String... scopes) {
        Map<String, String> claims = claims("app:" + app, app);
        claims.put("scope", String.join(" ", scopes));
        return signed(claims, Instant.now(), KEY);
    }

    /// The token of somebody without an account who has proven a number of theirs.
    public static String traces(String app, String number) {
        Map<String, String> claims = claims("traces:" + app, app);
        claims.put("address", number);
        claims.put("scope", "traces");
        return signed(claims, Instant.now(), KEY);
    }

    /// The public key as a JSON Web Key Set.
    public static String jwks() {
        return "{\"keys\":[" + KEY.publicJwk(KEY_ID) + "]}";
    }

    /// Writes the key set, and gives the URL for `mp.jwt.verify.publickey.location`. Public, because the class
    /// loaders of Quarkus may put its caller elsewhere.
    public static String writeJwks(Path directory) {
        try {
            return Files.writeString(directory.resolve("jwks.json"), jwks())
                    .toUri()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> userClaims(long uid, String app, String device) {
        Map<String, String> claims = claims(String.valueOf(uid), app);
        claims.put("did", device);
        claims.put("scope", "user");
        return claims;
    }

    private static Map<String, String> claims(String subject, String app) {
        var claims = new LinkedHashMap<String, String>();
        claims.put("iss", "kith");
        claims.put("aud", "kith");
        claims.put("sub", subject);
        claims.put("app", app);
        return claims;
    }

    private static String signed(Map<String, String> claims, Instant issued, TestKey key) {
        String head = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}";
        String body = claims.entrySet().stream()
                .map(c -> "\"" + c.getKey() + "\":\"" + c.getValue() + "\"")
                .collect(Collectors.joining(
                        ",",
                        "{",
                        ",\"iat\":" + issued.getEpochSecond() + ",\"exp\":"
                                + issued.plus(LIFE).getEpochSecond() + "}"));
        String content = base64(head) + "." + base64(body);
        return content + "." + BASE64.encodeToString(key.sign(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
