package dev.kith.presence.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// A user's own part of the row `person`: mode and last seen. Updates write the columns that changed and no others,
/// for the projections write the rest of the row at the same time.
@Entity
@Table(name = "person")
@DynamicUpdate
public class Person {
    @Id
    Long uid;

    @Column(updatable = false)
    String app;

    @Enumerated(EnumType.STRING)
    Mode mode = Mode.VISIBLE;

    @Column(insertable = false, updatable = false)
    boolean online;

    @Column(name = "last_seen_at")
    @Nullable
    Instant lastSeenAt;

    @Column(name = "left_at", insertable = false, updatable = false)
    @Nullable
    Instant leftAt;

    /// For Hibernate.
    protected Person() {}

    Person(long uid, String app) {
        this.uid = uid;
        this.app = app;
    }

    public Mode mode() {
        return mode;
    }

    public boolean hasLeft() {
        return leftAt != null;
    }

    /// Takes a mode; who disappears while online was last seen now.
    ///
    /// @return whether others see another state from now on
    public boolean show(Mode chosen, Instant now) {
        boolean changes = chosen != mode && online;
        mode = chosen;
        if (changes) {
            lastSeenAt = now;
        }
        return changes;
    }
}
