package dev.kith.presence.people;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/// People one by one, for what they do themselves.
@ApplicationScoped
public class PersonRepository implements PanacheRepositoryBase<Person, Long> {

    /// The person of this uid, if it is one of this app.
    public Uni<Optional<Person>> ofApp(long uid, String app) {
        return find("uid = ?1 and app = ?2", uid, app).firstResult().map(Optional::ofNullable);
    }

    /// The same, locked until the transaction ends; made if nobody told of them yet, for a token can be faster than
    /// the event of the user that it belongs to.
    public Uni<Person> lockedOrNew(long uid, String app) {
        return find("uid = ?1 and app = ?2", uid, app)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .flatMap(person ->
                        person != null ? Uni.createFrom().item(person) : persistAndFlush(new Person(uid, app)));
    }
}
