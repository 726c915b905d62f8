package dev.kith.auth.user;

import dev.kith.auth.app.FindableBy;
import dev.kith.auth.app.MasksColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    @Column
    private @Nullable String name;

    @Column
    @Enumerated(EnumType.STRING)
    private FindableBy discoverability;

    @Column(name = "field_levels")
    @Convert(converter = MasksColumn.class)
    private Map<String, Integer> fieldLevels;

    @Column
    private long revision;

    @Column(name = "moved_at")
    private @Nullable Instant movedAt;

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

    @Nullable
    Instant movedAt() {
        return movedAt;
    }

    /// The address changes to one that is nobody's.
    ///
    /// @param since above every revision there was
    void moveTo(String free, long since, Instant now) {
        address = free;
        revision = since;
        movedAt = now;
    }

    UserState state() {
        var first = new UserState.First(name, discoverability, fieldLevels);
        return new UserState(uid, app, address, first, joinedAt, revision, movedAt);
    }
}
