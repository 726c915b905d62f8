package dev.kith.profile.own;

import dev.kith.profile.state.Field;
import dev.kith.profile.state.ProfileState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// The stored profile, as its owner changes it. Created by the projection of users; the database stamps its changes.
@Entity
class Profile {
    @Id
    private long uid;

    @Column(updatable = false)
    private String app;

    @Column(updatable = false)
    private String address;

    private long version;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Field> fields;

    @SuppressWarnings("NullAway.Init") // filled by Hibernate
    protected Profile() {}

    ProfileState state() {
        return new ProfileState(uid, app, address, version, new TreeMap<>(fields));
    }

    /// The next version, with these fields.
    void become(Map<String, Field> changed) {
        fields = Map.copyOf(changed);
        version++;
    }
}
