package dev.kith.auth.device;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One sign-in of a user, and the state of its refresh tokens.
///
/// `current` are the tokens that may be used next, all given for `previous`. Usually it is one. It is more when
/// `previous` came again within the time for lost answers; the first of them that is used makes the others old.
@Entity
@Table(name = "device")
class Device {
    /// Answers to one token that may be lost; more are no accident.
    private static final int MOST_CURRENT = 5;

    @Id
    private String did;

    @Column
    private long uid;

    @Column
    private String app;

    @Column
    private String name;

    @Column
    private String[] current;

    @Column
    private @Nullable String previous;

    @Column(name = "rotated_at")
    private Instant rotatedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    protected Device() {}

    Device(SignIn.Of signIn, RefreshToken first, Instant now, Instant expiresAt) {
        this.did = first.did();
        this.uid = signIn.uid();
        this.app = signIn.app();
        this.name = signIn.deviceName();
        this.current = new String[] {first.hash()};
        this.rotatedAt = now;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    String did() {
        return did;
    }

    long uid() {
        return uid;
    }

    String app() {
        return app;
    }

    String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant rotatedAt() {
        return rotatedAt;
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    void revoke(Instant now) {
        revokedAt = now;
    }

    /// What a token that we gave to this device is worth now.
    Standing standing(RefreshToken token, Instant now, Duration replay) {
        var hash = token.hash();
        if (Arrays.asList(current).contains(hash)) {
            return Standing.CURRENT;
        }
        // That it is still `previous` means that none of its successors was used.
        if (!hash.equals(previous) || now.isAfter(rotatedAt.plus(replay))) {
            return Standing.REUSED;
        }
        return current.length < MOST_CURRENT ? Standing.REPLAYED : Standing.REPLAYED_TOO_OFTEN;
    }

    /// Makes `next` the only token, given for `used`.
    void rotate(RefreshToken used, RefreshToken next, Instant now, Instant expires) {
        previous = used.hash();
        current = new String[] {next.hash()};
        rotatedAt = now;
        expiresAt = expires;
    }

    /// Gives one more token for the previous one; the time for lost answers goes on running.
    void addSuccessor(RefreshToken next) {
        current = Stream.concat(Arrays.stream(current), Stream.of(next.hash())).toArray(String[]::new);
    }

    enum Standing {
        /// To be rotated.
        CURRENT,
        /// Used a moment ago, and what was given for it never: the answer was lost.
        REPLAYED,
        REPLAYED_TOO_OFTEN,
        /// Used before: somebody else has it.
        REUSED
    }
}
