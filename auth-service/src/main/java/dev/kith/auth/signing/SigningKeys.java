package dev.kith.auth.signing;

import dev.kith.auth.secret.RandomText;
import dev.kith.auth.secret.Sealing;
import dev.kith.auth.secret.Secrets;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The keys in the database, as this node last saw them.
///
/// The first node that ever starts makes the first key; of two that start at once one wins and both use its key. Keys
/// are looked at again every [#REFRESH], so that a key added by one node is published by all.
@ApplicationScoped
public class SigningKeys {
    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    static final String REFRESH = "30s";
    private static final int FIRST = 1;
    private static final int KID = 16;

    private final SigningKeyRepository repository;
    private final Sealing sealing;
    private final Clock clock;
    private volatile @Nullable KeyRing ring;

    SigningKeys(SigningKeyRepository repository, Secrets secrets, Clock clock) {
        this.repository = repository;
        this.sealing = new Sealing(secrets, "signing keys");
        this.clock = clock;
    }

    /// Nothing is served before there is a key.
    void start(@Observes @Priority(100) StartupEvent started) throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::refresh);
    }

    /// While the database is away this node goes on with the keys that it has.
    @Scheduled(every = REFRESH, delayed = REFRESH)
    Uni<Void> lookAgain() {
        return refresh()
                .onFailure()
                .invoke(failure -> LOG.warnf("signing keys could not be read again: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> refresh() {
        return Panache.withTransaction(() -> repository
                        .all()
                        .flatMap(keys ->
                                keys.isEmpty() ? addFirst() : Uni.createFrom().item(keys)))
                .invoke(keys -> ring = open(keys))
                .replaceWithVoid();
    }

    KeyRing ring() {
        var current = ring;
        if (current == null) {
            throw new IllegalStateException("no signing keys were read yet");
        }
        return current;
    }

    KeyRing.Key signer() {
        return ring().signer(clock.instant());
    }

    private Uni<List<SigningKey>> addFirst() {
        var key = SealedKey.generate(RandomText.of(KID), sealing);
        // Read again in a new statement, which sees what the faster node has committed while the insert waited for it.
        return repository.addOnce(FIRST, key, clock.instant()).flatMap(added -> repository.all());
    }

    private KeyRing open(List<SigningKey> keys) {
        return new KeyRing(keys.stream()
                .map(key -> new SealedKey(key.kid(), key.publicKey(), key.privateKey()).open(sealing, key.createdAt()))
                .toList());
    }
}
