package dev.kith.auth.user;

import dev.kith.auth.device.SignOut;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Erases a user: devices are signed out, `user.left` tells everybody, and a tombstone ends `user.joined`, so
/// that who builds up from that topic never learns of them.
@ApplicationScoped
public class EraseUser {
    private final UserRepository users;
    private final SignOut signOut;
    private final Outbox outbox;
    private final Clock clock;

    EraseUser(UserRepository users, SignOut signOut, Outbox outbox, Clock clock) {
        this.users = users;
        this.signOut = signOut;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Whether there was such a user in the app.
    public Uni<Boolean> erase(String app, long uid) {
        return Panache.withTransaction(() -> users.alone(app, uid).flatMap(this::erase))
                .invoke(outbox::committed);
    }

    private Uni<Boolean> erase(Optional<User> found) {
        return found.map(user -> signOut.all(user.uid(), user.app())
                        .chain(() -> users.erase(user.uid()))
                        .chain(users::getSession)
                        .flatMap(session -> announce(session, user))
                        .replaceWith(true))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<Void> announce(Mutiny.Session session, User user) {
        var left = UserLeft.newBuilder()
                .setUid(user.uid())
                .setApp(user.app())
                .setAddress(user.address())
                .setLeftAt(clock.instant().toEpochMilli())
                .build();
        return outbox.add(session, Event.of(Topic.USER_LEFT, user.uid(), left))
                .chain(() -> outbox.add(session, Event.tombstone(Topic.USER_JOINED, Event.key(user.uid()))));
    }
}
