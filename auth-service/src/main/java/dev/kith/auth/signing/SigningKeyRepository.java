package dev.kith.auth.signing;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKey, Integer> {
    /// All keys, oldest first.
    Uni<List<SigningKey>> all() {
        return list("order by generation");
    }

    /// Adds the key of a generation unless another node was faster; then that one's stands.
    Uni<Void> addOnce(int generation, SealedKey key, Instant now) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(
                                "insert into signing_key (generation, kid, public_key, private_key, created_at)"
                                        + " values (?1, ?2, ?3, ?4, ?5) on conflict (generation) do nothing")
                        .setParameter(1, generation)
                        .setParameter(2, key.kid())
                        .setParameter(3, key.publicKey())
                        .setParameter(4, key.privateKey())
                        .setParameter(5, now)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
