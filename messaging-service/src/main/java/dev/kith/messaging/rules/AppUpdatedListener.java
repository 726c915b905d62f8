package dev.kith.messaging.rules;

import dev.kith.contracts.event.AppUpdated;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Learns what holds for the messages of each app. Whoever asks reads it together with what it is about, so it holds
/// from
/// the next question on, on every node.
@ApplicationScoped
class AppUpdatedListener {
    // A language that this database does not have is as good as none: nobody's search should end because of it.
    private static final String APPLY = """
            insert into app_rules as r (app, revision, retention_ms, search_language, strangers)
            values ($1, $2, $3, coalesce((select oid from pg_ts_config where cfgname = $4
                                             and pg_ts_config_is_visible(oid))::regconfig, 'simple'), $5)
            on conflict (app) do update
               set revision = excluded.revision, retention_ms = excluded.retention_ms,
                   search_language = excluded.search_language, strangers = excluded.strangers
             where r.revision < excluded.revision""";

    private final Pool pool;

    AppUpdatedListener(Pool pool) {
        this.pool = pool;
    }

    @Incoming("app.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                AppUpdated.parser(),
                event -> event.map(this::apply).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> apply(AppUpdated updated) {
        var rules = updated.getMessages();
        return pool.preparedQuery(APPLY)
                .execute(Tuple.of(
                        updated.getApp(),
                        updated.getRevision(),
                        rules.getRetentionMillis(),
                        rules.getSearchLanguage(),
                        rules.getStrangersValue()))
                .replaceWithVoid();
    }
}
