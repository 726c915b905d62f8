package dev.kith.auth.signing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A key as it is stored, its private half sealed.
@Entity
@Table(name = "signing_key")
class SigningKey {
    @Id
    private int generation;

    @Column
    private String kid;

    @Column(name = "public_key")
    private byte[] publicKey;

    @Column(name = "private_key")
    private byte[] privateKey;

    @Column(name = "created_at")
    private Instant createdAt;

    protected SigningKey() {}

    String kid() {
        return kid;
    }

    byte[] publicKey() {
        return publicKey;
    }

    byte[] privateKey() {
        return privateKey;
    }

    Instant createdAt() {
        return createdAt;
    }
}
