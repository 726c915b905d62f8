package dev.kith.auth.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is held here of a user, for that user.
@ApplicationScoped
public class ReadUser {
    private final UserRepository users;

    ReadUser(UserRepository users) {
        this.users = users;
    }

    /// An account as its owner sees it.
    ///
    /// @param movedAt when the address changed last; absent: never
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Account(
            long uid,
            String app,
            String address,
            Instant joinedAt,
            @Nullable Instant movedAt) {}

    /// The account of a user; empty once they are erased.
    @WithSession
    public Uni<Optional<Account>> read(String app, long uid) {
        return users.find("uid = ?1 and app = ?2", uid, app)
                .firstResult()
                .map(Optional::ofNullable)
                .map(found -> found.map(
                        user -> new Account(user.uid(), user.app(), user.address(), user.joinedAt(), user.movedAt())));
    }
}
