package dev.kith.media.cleaning;

import dev.kith.kit.Departure;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.cleaning.CleaningRepository.Removal;
import dev.kith.media.storage.Coming;
import dev.kith.media.storage.Kept;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Removes what nobody needs: uploads that were given up, files that were never referred to, contents without a file,
/// and the bytes of all of them.
///
/// A row first says that bytes are to go, in the transaction that made them needless; they go after that, and the row
/// last. So a crash leaves no bytes behind, and bytes never go before those who refer to them. In bounded pieces; on
/// several nodes at once nothing is done twice that matters.
@Departure("a round is started by a timer, not by a request that could carry the chain")
@ApplicationScoped
public class Cleaning {
    private static final Logger LOG = Logger.getLogger(Cleaning.class);

    private final Vertx vertx;
    private final MediaConfiguration configuration;
    private final CleaningRepository needless;
    private final Coming coming;
    private final Kept kept;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile Removal place = Removal.NONE;
    private volatile boolean stopped;
    private volatile @Nullable Cancellable current;

    Cleaning(Vertx vertx, MediaConfiguration configuration, CleaningRepository needless, Coming coming, Kept kept) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.needless = needless;
        this.coming = coming;
        this.kept = kept;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(configuration.cleaning().toMillis(), timer -> wake());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        var last = current;
        if (last != null) {
            last.cancel();
        }
    }

    /// Looks now, or once more after the look that goes on. Never blocks.
    public void wake() {
        again.set(true);
        if (!stopped && running.compareAndSet(false, true)) {
            again.set(false);
            current = round().subscribe().with(this::rest, failure -> {
                LOG.warnf("cleaning waits: %s", failure.toString());
                running.set(false);
            });
        }
    }

    private void rest(boolean more) {
        running.set(false);
        if (more || again.get()) {
            wake();
        }
    }

    /// Does a piece of each kind.
    ///
    /// @return whether there is more to do at once
    private Uni<Boolean> round() {
        return needless.expired()
                .chain(needless::orphans)
                .chain(needless::unreferred)
                .chain(needless::departures)
                .chain(() -> needless.removals(place))
                .flatMap(this::removeAll);
    }

    private Uni<Boolean> removeAll(List<Removal> removals) {
        place = removals.isEmpty() ? place : removals.getLast();
        return Multi.createFrom()
                .iterable(removals)
                .onItem()
                .transformToUniAndConcatenate(this::remove)
                .filter(removed -> removed)
                .collect()
                .asList()
                // What has to wait, waits for the next round.
                .map(removed -> removals.size() == CleaningRepository.PIECE && !removed.isEmpty());
    }

    /// @return false if it has to wait: somebody still writes to it, or it failed
    private Uni<Boolean> remove(Removal removal) {
        return coming.alone(
                        removal.key(),
                        () -> removeBytes(removal)
                                .chain(() -> needless.removed(removal))
                                .replaceWith(true))
                .map(Optional::isPresent)
                .onFailure()
                .invoke(failure -> LOG.warnf("%s cannot be removed yet: %s", removal.key(), failure.toString()))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Void> removeBytes(Removal removal) {
        return removal.kept()
                ? coming.remove(removal.key()).chain(() -> kept.remove(removal.key()))
                : coming.remove(removal.key());
    }
}
