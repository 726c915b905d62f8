package dev.kith.auth.verification;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A sign-up under way. What it knows of the number is sealed, what it knows of the code is one-way.
@Entity
@Table(name = "verification")
class Verification {
    @Id
    private String id;

    @Column
    private String app;

    @Column(name = "number_digest")
    private byte[] numberDigest;

    @Column(name = "number_sealed")
    private byte[] numberSealed;

    @Column(name = "code_digest")
    private byte[] codeDigest;

    @Column
    private int tries;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column
    @Enumerated(EnumType.STRING)
    private Purpose purpose;

    @Column
    private long uid;

    @Column(name = "used_at")
    private @Nullable Instant usedAt;

    protected Verification() {}

    Verification(String id, StartVerification.Of of, Concealed concealed, Instant now, Instant expiresAt) {
        this.id = id;
        this.app = of.app();
        this.purpose = of.purpose();
        this.uid = of.uid();
        this.numberDigest = concealed.numberDigest();
        this.numberSealed = concealed.numberSealed();
        this.codeDigest = concealed.codeDigest();
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    String id() {
        return id;
    }

    String app() {
        return app;
    }

    byte[] numberSealed() {
        return numberSealed;
    }

    byte[] codeDigest() {
        return codeDigest;
    }

    int tries() {
        return tries;
    }

    void use(Instant now) {
        usedAt = now;
    }
}
