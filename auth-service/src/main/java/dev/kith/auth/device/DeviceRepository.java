package dev.kith.auth.device;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sign-ins.
@ApplicationScoped
class DeviceRepository implements PanacheRepositoryBase<Device, String> {
    private static final int MOST_AT_A_TIME = 1_000;

    /// The device of this id, held until the transaction ends, so that of two refreshes one sees what the other did.
    Uni<Optional<Device>> held(String did) {
        return findById(did, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    /// The signed-in devices of a user, the one that was refreshed last first.
    Uni<List<Device>> signedIn(long uid, String app, Instant now) {
        return list(
                "uid = ?1 and app = ?2 and revokedAt is null and expiresAt > ?3 order by rotatedAt desc, did",
                uid,
                app,
                now);
    }

    /// Devices whose refresh tokens have all run out and of which nobody was told, some at a time.
    Uni<List<Device>> silentlyExpired(Instant now) {
        return find("expiresAt < ?1 and revokedAt is null order by expiresAt", now)
                .page(0, MOST_AT_A_TIME)
                .list();
    }

    /// Forgets those of them that are signed out.
    Uni<Long> forgetExpired(Instant now) {
        return delete("expiresAt < ?1 and revokedAt is not null", now);
    }
}
