package dev.kith.contacts.book;

import dev.kith.kit.Departure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Settles books whose sync ended between its two steps, by a crash or a lost database: nothing stays unmatched
/// because the client never called again. Two nodes may settle the same book; the second finds it done.
@Departure("a round is started by a timer, not by a request that could carry the chain")
@ApplicationScoped
class LeftBehind {
    private static final Logger LOG = Logger.getLogger(LeftBehind.class);

    private final UnsettledRepository unsettled;
    private final SettleBook settleBook;
    private final BookConfiguration configuration;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;

    LeftBehind(UnsettledRepository unsettled, SettleBook settleBook, BookConfiguration configuration, Vertx vertx) {
        this.unsettled = unsettled;
        this.settleBook = settleBook;
        this.configuration = configuration;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(1_000, configuration.leftBehindAfter().toMillis(), timer -> round());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void round() {
        if (!stopped && running.compareAndSet(false, true)) {
            settleAll().subscribe().with(done -> running.set(false), this::failed);
        }
    }

    private Uni<Void> settleAll() {
        return unsettled
                .since(configuration.leftBehindAfter())
                .onItem()
                .transformToMulti(books -> Multi.createFrom().iterable(books))
                .onItem()
                .transformToUniAndConcatenate(settleBook::settleAll)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private void failed(Throwable failure) {
        running.set(false);
        LOG.warnf("books left behind wait: %s", failure.toString());
    }
}
