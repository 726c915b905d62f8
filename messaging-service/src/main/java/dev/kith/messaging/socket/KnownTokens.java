package dev.kith.messaging.socket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kith.kit.caller.Caller;
import dev.kith.messaging.digest.Sha256;
import dev.kith.messaging.socket.Tokens.Token;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tokens whose signature this node has verified a short while ago.
///
/// When a network comes back, all its devices do, each with the token that it had. A signature is half of what
/// their return costs, and a digest a hundredth of it. Of a token only its digest is kept, with which nobody
/// gets in. Whether the device was signed out is asked each time; a signing key that is withdrawn is forgotten
/// after [#KEPT]. Thread-safe.
final class KnownTokens {
    static final Duration KEPT = Duration.ofMinutes(10);

    /// More than a node has sockets; a few hundred bytes each.
    static final int MOST = 50_000;

    private record Verified(long uid, String app, String device, Instant issuedAt, Instant expiresAt) {
        static Verified of(Token token) {
            var caller = token.caller();
            return new Verified(caller.uid(), caller.app(), caller.device(), token.issuedAt(), token.expiresAt());
        }

        Token token(String raw) {
            return new Token(new Caller(uid, app, device, raw), issuedAt, expiresAt);
        }
    }

    private final Cache<ByteBuffer, Verified> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    /// What this token says, if it was remembered and has not expired.
    Optional<Token> find(String raw, Instant now) {
        return Optional.ofNullable(verified.getIfPresent(digest(raw)))
                .filter(said -> said.expiresAt().isAfter(now))
                .map(said -> said.token(raw));
    }

    /// @param token what the verified `raw` says
    void remember(String raw, Token token) {
        verified.put(digest(raw), Verified.of(token));
    }

    private static ByteBuffer digest(String raw) {
        return ByteBuffer.wrap(Sha256.of(raw));
    }
}
