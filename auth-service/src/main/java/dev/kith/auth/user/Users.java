package dev.kith.auth.user;

import dev.kith.auth.app.App;
import dev.kith.auth.app.AppRepository;
import dev.kith.auth.device.SignIn;
import dev.kith.auth.device.SignedIn;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an app's backend does about its own users.
@ApplicationScoped
class Users {
    private final AppRepository apps;
    private final UserRepository repository;
    private final JoinUser joinUser;
    private final SignIn signIn;
    private final Outbox outbox;

    Users(AppRepository apps, UserRepository repository, JoinUser joinUser, SignIn signIn, Outbox outbox) {
        this.apps = apps;
        this.repository = repository;
        this.joinUser = joinUser;
        this.signIn = signIn;
        this.outbox = outbox;
    }

    /// Creates or finds the user of an address; empty for an unknown app.
    ///
    /// @param newcomer with the address as given, which is read as in the app's region unless one is named
    Uni<Optional<JoinUser.Joined>> createOrFind(String app, Newcomer newcomer, @Nullable String region) {
        return Panache.withTransaction(() -> apps.named(app)
                        .flatMap(found -> found.map(tenant -> joinUser.join(tenant, canonical(newcomer, region, tenant))
                                        .map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))))
                .invoke(joined -> joined.filter(JoinUser.Joined::created).ifPresent(event -> outbox.committed()));
    }

    /// Tokens for a user whom the app authenticated itself; empty for one that it does not have.
    @WithTransaction
    Uni<Optional<SignedIn>> signIn(SignIn.Of who) {
        return repository
                .living(who.app(), who.uid())
                .flatMap(found -> found.isPresent()
                        ? signIn.add(who).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private static Newcomer canonical(Newcomer newcomer, @Nullable String region, App app) {
        var address = Addresses.canonical(newcomer.address(), region == null ? app.region() : region);
        return new Newcomer(Newcomer.canonical("address", address), newcomer.name(), newcomer.discoverability());
    }
}
