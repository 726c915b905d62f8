package dev.kith.auth.app;

import dev.kith.auth.secret.Digests;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// Opens apps and changes their settings.
@ApplicationScoped
class Apps {
    private final AppRepository repository;
    private final Clock clock;

    Apps(AppRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /// A new app; its key is not to be had again.
    @WithTransaction
    Uni<AppKey> open(String name, AppSettings settings) {
        var key = AppKey.generate();
        return repository.persist(new App(key, name, settings, clock.instant())).replaceWith(key);
    }

    /// The settings after the change; empty for an unknown app. Holds for users who join from now on.
    @WithTransaction
    Uni<Optional<AppSettings>> change(String id, AppSettings.Change change) {
        return repository
                .named(id)
                .map(found -> found.map(app -> {
                    app.change(app.settings().with(change));
                    return app.settings();
                }));
    }

    /// Whether this is the key of a living app. Takes as long for a wrong secret as for a right one.
    @WithSession
    Uni<Boolean> knows(AppKey key) {
        return repository
                .named(key.app())
                .map(found -> found.filter(app -> Digests.equal(app.keyHash(), key.hash()))
                        .isPresent());
    }
}
