package dev.kith.profile.own;

import dev.kith.profile.state.ProfileState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/// Stored profiles, one at a time.
@ApplicationScoped
class ProfileRepository implements PanacheRepositoryBase<Profile, Long> {
    /// The profile as it stands.
    Uni<Optional<ProfileState>> read(long uid, String app) {
        return Panache.withSession(() -> find("uid = ?1 and app = ?2", uid, app)
                .<Profile>firstResult()
                .map(found -> Optional.ofNullable(found).map(Profile::state)));
    }

    /// The profile, to be changed: until the end of the transaction nobody else does.
    Uni<Optional<Profile>> locked(long uid, String app) {
        return find("uid = ?1 and app = ?2", uid, app)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<Profile>firstResult()
                .map(Optional::ofNullable);
    }
}
