package dev.kith.auth.user;

import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Gives a user another address, in the caller's transaction, and announces them anew: `user.joined` is the
/// whole state of a user, so who builds up from it learns the last address alone. Who commits calls
/// [Outbox#committed()].
@ApplicationScoped
public class MoveUser {
    private final UserRepository users;
    private final Outbox outbox;
    private final Clock clock;

    MoveUser(UserRepository users, Outbox outbox, Clock clock) {
        this.users = users;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// What became of a move.
    public enum Outcome {
        MOVED,
        /// Another account has the address, or got it at this moment.
        TAKEN,
        /// There is no such user any more.
        GONE
    }

    /// Moves a user to this canonical address; one who has it already is announced no second time.
    ///
    /// When another transaction takes the address at this very moment, the unique index fails this one at its
    /// commit.
    public Uni<Outcome> move(String app, long uid, String address) {
        return users.alone(app, uid)
                .flatMap(found -> found.map(user -> moveTo(user, address))
                        .orElseGet(() -> Uni.createFrom().item(Outcome.GONE)));
    }

    private Uni<Outcome> moveTo(User user, String address) {
        if (user.address().equals(address)) {
            return Uni.createFrom().item(Outcome.MOVED);
        }
        return users.living(user.app(), address)
                .flatMap(holder -> holder.isPresent()
                        ? Uni.createFrom().item(Outcome.TAKEN)
                        : moveToFree(user, address).replaceWith(Outcome.MOVED));
    }

    private Uni<Void> moveToFree(User user, String address) {
        return users.nextRevision()
                .invoke(revision -> user.moveTo(address, revision, clock.instant()))
                .chain(users::flush)
                .chain(users::getSession)
                .flatMap(session -> outbox.add(session, user.state().announced()));
    }
}
