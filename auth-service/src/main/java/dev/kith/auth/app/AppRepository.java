package dev.kith.auth.app;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// The apps.
@ApplicationScoped
public class AppRepository implements PanacheRepositoryBase<App, String> {
    /// The app of this id.
    public Uni<Optional<App>> named(String id) {
        return findById(id).map(Optional::ofNullable);
    }
}
