package dev.kith.messaging.rules;

import dev.kith.contracts.event.AppUpdated;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Learns what holds for the messages of each app. Whoever asks reads it together with what it is about, or by
/// [AppRules]; so it holds on every node within seconds.
@ApplicationScoped
class AppUpdatedListener {
    // A language that this database does not have is as good as none: nobody's search should end because of it.
    private static final String APPLY = """
            insert into app_rules as r (app, revision, retention_ms, search_language, strangers,
                                        edit_within_ms, recall_within_ms, expiry_ms)
            values ($1, $2, $3, coalesce((select oid from pg_ts_config where cfgname = $4
                                             and pg_ts_config_is_visible(oid))::regconfig, 'simple'), $5, $6, $7, $8)
            on conflict (app) do update
               set revision = excluded.revision, retention_ms = excluded.retention_ms,
                   search_language = excluded.search_language, strangers = excluded.strangers,
                   edit_within_ms = excluded.edit_within_ms, recall_within_ms = excluded.recall_within_ms,
                   expiry_ms = excluded.expiry_ms
             where r.revision < excluded.revision""";

    private final Pool pool;
    private final AppRules rules;

    AppUpdatedListener(Pool pool, AppRules rules) {
        this.pool = pool;
        this.rules = rules;
    }

    @Incoming("app.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                AppUpdated.parser(),
                event -> event.map(this::apply).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> apply(AppUpdated updated) {
        var told = updated.getMessages();
        return pool.preparedQuery(APPLY)
                .execute(Tuple.from(Arrays.asList(
                        updated.getApp(),
                        updated.getRevision(),
                        told.getRetentionMillis(),
                        told.getSearchLanguage(),
                        told.getStrangersValue(),
                        told.hasEditWithinMillis() ? told.getEditWithinMillis() : null,
                        told.hasRecallWithinMillis() ? told.getRecallWithinMillis() : null,
                        told.hasExpiryMillis() ? told.getExpiryMillis() : null)))
                .invoke(() -> rules.forget(updated.getApp()))
                .replaceWithVoid();
    }
}
