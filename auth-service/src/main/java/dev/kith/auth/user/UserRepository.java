package dev.kith.auth.user;

import dev.kith.auth.app.App;
import dev.kith.auth.app.MasksColumn;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<User, Long> {
    private static final MasksColumn MASKS = new MasksColumn();

    /// The user of an address, who cannot be erased before the transaction ends.
    Uni<Optional<User>> living(String app, String address) {
        return find("app = ?1 and address = ?2", app, address)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /// As [#living(String,String)], by uid.
    Uni<Optional<User>> living(String app, long uid) {
        return held(app, uid, LockModeType.PESSIMISTIC_READ);
    }

    /// The user, for this transaction alone.
    Uni<Optional<User>> alone(String app, long uid) {
        return held(app, uid, LockModeType.PESSIMISTIC_WRITE);
    }

    /// Adds a user with the next uid; empty if the address was taken in the meantime, also by a transaction
    /// that was still open when this one came, for which it waits.
    Uni<Optional<Long>> add(App app, String address, UserState.First first, Instant now) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(
                                "insert into app_user (app, address, joined_at, name, discoverability, field_levels)"
                                        + " values (?1, ?2, ?3, ?4, ?5, ?6)"
                                        + " on conflict (app, address) do nothing returning uid",
                                Long.class)
                        .setParameter(1, app.id())
                        .setParameter(2, address)
                        .setParameter(3, now)
                        .setParameter(4, first.name())
                        .setParameter(5, first.discoverability().name())
                        .setParameter(6, MASKS.convertToDatabaseColumn(first.fieldLevels()))
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /// Removes the user and, in the database, their devices: changes of those have to be written before.
    Uni<Void> erase(long uid) {
        return flush().chain(() -> delete("uid", uid)).replaceWithVoid();
    }

    /// The next revision: above every uid and revision that was given before.
    Uni<Long> nextRevision() {
        return getSession()
                .flatMap(session -> session.createNativeQuery("select nextval('uid')", Long.class)
                        .getSingleResult());
    }

    private Uni<Optional<User>> held(String app, long uid, LockModeType lock) {
        return find("uid = ?1 and app = ?2", uid, app)
                .withLock(lock)
                .firstResult()
                .map(Optional::ofNullable);
    }
}
