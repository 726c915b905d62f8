package dev.kith.auth.app;

import dev.kith.auth.secret.Digests;
import dev.kith.contracts.Topic;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// Opens apps and changes their settings, of which the other services hear through `app.updated`.
@ApplicationScoped
class Apps {
    private final AppRepository repository;
    private final Outbox outbox;
    private final Clock clock;

    Apps(AppRepository repository, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// A new app; its key is not to be had again.
    Uni<AppKey> open(String name, AppSettings settings) {
        var key = AppKey.generate();
        var app = new App(key, name, settings, clock.instant());
        return Panache.withTransaction(() -> repository.persistAndFlush(app).flatMap(this::announce))
                .invoke(outbox::committed)
                .replaceWith(key);
    }

    /// The settings after the change; empty for an unknown app. Region, discoverability and levels hold for users who
    /// join from now on, the look-ups for everybody. Two changes at once take turns, and both hold.
    Uni<Optional<AppSettings>> change(String id, AppSettings.Change change) {
        return Panache.withTransaction(() -> repository.toChange(id).flatMap(found -> change(found, change)))
                .invoke(outbox::committed);
    }

    private Uni<Optional<AppSettings>> change(Optional<App> found, AppSettings.Change change) {
        return found.map(app -> {
                    app.change(app.settings().with(change), clock.instant());
                    return announce(app).replaceWith(Optional.of(app.settings()));
                })
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Void> announce(App app) {
        var event = Event.ofApp(Topic.APP_UPDATED, app.id(), app.announcement(clock.instant()));
        return repository.getSession().flatMap(session -> outbox.add(session, event));
    }

    /// The settings; empty for an unknown app.
    @WithSession
    Uni<Optional<AppSettings>> settings(String id) {
        return repository.named(id).map(found -> found.map(App::settings));
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
