package dev.kith.auth.verification;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class VerificationRepository implements PanacheRepositoryBase<Verification, String> {
    /// Codes for one number are asked for one after the other from here to the end of the transaction, on all
    /// nodes.
    Uni<Void> lockNumber(Concealed number) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select cast(pg_advisory_xact_lock(hashtextextended(encode(?1, 'hex'), 0)) as text)",
                                String.class)
                        .setParameter(1, number.numberDigest())
                        .getSingleResult())
                .replaceWithVoid();
    }

    Uni<Long> countSince(Concealed number, Instant since) {
        return count("numberDigest = ?1 and createdAt > ?2", number.numberDigest(), since);
    }

    /// Counts a try and gives the verification to check it against, held until the transaction ends; empty if
    /// there is none or it is used, expired, out of tries, or for another purpose or user. Counting and asking
    /// whether there are tries left is one statement, so that many at once get no try more than one after the
    /// other.
    Uni<Optional<Verification>> take(ProveNumber.Claim claim, int tries, Instant now) {
        return update(
                        "tries = tries + 1 where id = ?1 and tries < ?2 and usedAt is null and expiresAt > ?3"
                                + " and purpose = ?4 and uid = ?5",
                        claim.verification(),
                        tries,
                        now,
                        claim.purpose(),
                        claim.uid())
                .flatMap(taken -> taken == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : findById(claim.verification()).map(Optional::ofNullable));
    }

    Uni<Long> forgetBefore(Instant time) {
        return delete("createdAt < ?1", time);
    }
}
