package dev.kith.auth.user;

import dev.kith.auth.app.App;
import dev.kith.kit.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Finds the user of an address, or makes one and leaves `user.joined` in the outbox; in the caller's
/// transaction, for whose rest the user cannot be erased.
///
/// Of two calls that come at once for a new address one makes the user, the other waits for its commit and
/// finds that user: one uid, one event. Who commits calls [Outbox#committed()].
@ApplicationScoped
public class JoinUser {
    private final UserRepository users;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final Clock clock;

    JoinUser(UserRepository users, Outbox outbox, MeterRegistry metrics, Clock clock) {
        this.users = users;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// The user of an address.
    ///
    /// @param created whether the user is new
    public record Joined(long uid, boolean created) {}

    /// The user of the newcomer's address, new or not. Of one who is there already nothing is changed.
    public Uni<Joined> join(App app, Newcomer newcomer) {
        return users.living(app.id(), newcomer.address())
                .flatMap(found -> found.map(user -> Uni.createFrom().item(new Joined(user.uid(), false)))
                        .orElseGet(() -> add(app, newcomer)));
    }

    private Uni<Joined> add(App app, Newcomer newcomer) {
        var now = clock.instant();
        var findableBy = newcomer.discoverability() == null ? app.discoverability() : newcomer.discoverability();
        var first = new UserState.First(newcomer.name(), findableBy, app.fieldLevels());
        return users.add(app, newcomer.address(), first, now)
                .flatMap(added -> added.map(
                                uid -> announce(new UserState(uid, app.id(), newcomer.address(), first, now, 0, null)))
                        // Another was faster. Its user is there now, unless it was erased since: then it is our turn
                        // again.
                        .orElseGet(() -> join(app, newcomer)));
    }

    private Uni<Joined> announce(UserState user) {
        return users.getSession()
                .flatMap(session -> outbox.add(session, user.announced()))
                .invoke(() -> metrics.counter("kith.auth.users.joined").increment())
                .replaceWith(new Joined(user.uid(), true));
    }
}
