package dev.kith.auth.user;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A living user. The row goes when the user is erased; the uid is never given again.
@Entity
@Table(name = "app_user")
class User {
    @Id
    private long uid;

    @Column
    private String app;

    @Column
    private String address;

    @Column(name = "joined_at")
    private Instant joinedAt;

    protected User() {}

    long uid() {
        return uid;
    }

    String app() {
        return app;
    }

    String address() {
        return address;
    }

    Instant joinedAt() {
        return joinedAt;
    }
}
