package dev.kith.presence.watch;

import dev.kith.presence.round.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Notices that Redis was emptied, by a mark of this node that is gone, and puts the leases back that this node
/// granted. So watchers go on hearing, and need not know.
@ApplicationScoped
class FlushGuard {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration MARK_KEPT = Duration.ofDays(1);
    private static final int AT_ONCE = 4;

    private final String mark = "kith:presence:node:" + UUID.randomUUID();
    private final Redis redis;
    private final Leases leases;
    private final GrantedLeases granted;
    private final Rounds rounds;

    FlushGuard(Redis redis, Leases leases, GrantedLeases granted, Vertx vertx) {
        this.redis = redis;
        this.leases = leases;
        this.granted = granted;
        this.rounds = new Rounds(vertx, "guarding the watches", this::look);
    }

    void start(@Observes StartupEvent started) {
        rounds.every(INTERVAL);
    }

    void stop(@Observes ShutdownEvent stopping) {
        rounds.stop();
    }

    // A mark that ended by its own time costs one needless round of writes a day.
    private Uni<Boolean> look() {
        return redis.send(Request.cmd(Command.SET)
                        .arg(mark)
                        .arg("1")
                        .arg("NX")
                        .arg("EX")
                        .arg(MARK_KEPT.toSeconds()))
                .ifNoItem()
                .after(INTERVAL)
                .fail()
                .flatMap(set -> Optional.ofNullable(set).isPresent()
                        ? putBack()
                        : Uni.createFrom().voidItem())
                .replaceWith(false);
    }

    private Uni<Void> putBack() {
        return Multi.createFrom()
                .iterable(granted.all().entrySet())
                .onItem()
                .transformToUni(entry -> leases.write(entry.getKey(), entry.getValue()))
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
