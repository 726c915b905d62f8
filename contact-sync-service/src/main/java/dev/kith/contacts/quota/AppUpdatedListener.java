package dev.kith.contacts.quota;

import dev.kith.contracts.event.AppUpdated;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Learns what each app is set to. It holds from the next look-up on, on every node: quotas are read together with it.
@ApplicationScoped
class AppUpdatedListener {
    private static final String APPLY = """
            insert into app_look_ups as a (app, revision, burst, refill_ms, refill_since) values ($1, $2, $3, $4, $5)
            on conflict (app) do update
               set revision = excluded.revision, burst = excluded.burst, refill_ms = excluded.refill_ms,
                   refill_since = excluded.refill_since
             where a.revision < excluded.revision""";

    private final Pool pool;
    private final QuotaConfiguration configuration;

    AppUpdatedListener(Pool pool, QuotaConfiguration configuration) {
        this.pool = pool;
        this.configuration = configuration;
    }

    @Incoming("app.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                AppUpdated.parser(),
                event -> event.map(this::apply).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> apply(AppUpdated updated) {
        var allowance = Allowance.of(updated.getLookUps(), configuration);
        return pool.preparedQuery(APPLY)
                .execute(Tuple.of(
                        updated.getApp(),
                        updated.getRevision(),
                        allowance.burst(),
                        allowance.refillMillis(),
                        allowance.since()))
                .replaceWithVoid();
    }
}
