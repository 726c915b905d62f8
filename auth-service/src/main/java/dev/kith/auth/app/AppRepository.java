package dev.kith.auth.app;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/// The apps.
@ApplicationScoped
public class AppRepository implements PanacheRepositoryBase<App, String> {
    /// The app of this id.
    public Uni<Optional<App>> named(String id) {
        return findById(id).map(Optional::ofNullable);
    }

    /// The same, for this transaction alone.
    Uni<Optional<App>> toChange(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }
}
