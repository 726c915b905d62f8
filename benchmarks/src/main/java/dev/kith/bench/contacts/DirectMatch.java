package dev.kith.bench.contacts;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.world.Database;
import dev.kith.contacts.book.PhoneBookRepository;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The match without the service: the bare join of digests and directory, and the service's own statement under the
/// service's own settings, each on a connection of its own. Both come through the driver of the services, so that they
/// differ in nothing but the statement.
final class DirectMatch implements AutoCloseable {
    /// The least that finds users by digest. Everything else that a sync does comes on top of it.
    static final String BARE = "select i.ord, d.uid from unnest($1::uuid[]) with ordinality as i(digest, ord)"
            + " join directory d using (digest)";

    /// With these PostgreSQL plans it well: one probe of an index for each digest, planned once.
    private static final Map<String, String> BARE_SETTINGS =
            Map.of("plan_cache_mode", "force_generic_plan", "random_page_cost", "1.1", "jit", "off");

    private static final String SETTING = "quarkus.datasource.reactive.additional-properties.";
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final PgConnection bare;
    private final PgConnection service;

    DirectMatch(Database database) {
        bare = await(PgConnection.connect(vertx, database.options(BARE_SETTINGS)));
        service = await(PgConnection.connect(vertx, database.options(serviceSettings())));
    }

    /// Rows of a statement and how long they took, from the call until all are read.
    record Timed(long nanos, RowSet<Row> rows) {
        /// Uid by the index of the digest.
        Map<Integer, Long> users() {
            var users = new TreeMap<Integer, Long>();
            rows.forEach(row -> users.put((int) (row.getLong("ord") - 1), row.getLong("uid")));
            return users;
        }
    }

    Timed bare(UUID[] digests) {
        return timed(bare, BARE, Tuple.of(digests));
    }

    /// What the service asks for this user.
    Timed statement(UUID[] digests, UUID ownDigest, long uid) {
        return timed(service, PhoneBookRepository.MATCH, Tuple.of(digests, new UUID[] {ownDigest}, uid));
    }

    private static Timed timed(PgConnection connection, String sql, Tuple parameters) {
        long begin = System.nanoTime();
        var rows = await(connection.preparedQuery(sql).execute(parameters));
        return new Timed(System.nanoTime() - begin, rows);
    }

    /// What contact-sync-service sets for its sessions, read from its configuration.
    static Map<String, String> serviceSettings() {
        try {
            for (URL found :
                    Collections.list(DirectMatch.class.getClassLoader().getResources("application.properties"))) {
                var properties = new Properties();
                try (var in = found.openStream()) {
                    properties.load(in);
                }
                if ("contact-sync-service".equals(properties.getProperty("quarkus.application.name"))) {
                    var settings = new HashMap<String, String>();
                    properties.stringPropertyNames().stream()
                            .filter(name -> name.startsWith(SETTING))
                            .forEach(name ->
                                    settings.put(name.substring(SETTING.length()), properties.getProperty(name)));
                    return settings;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("the configuration of contact-sync-service is not on the class path");
    }

    @Override
    public void close() {
        await(Future.join(bare.close(), service.close()).compose(closed -> vertx.close()));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BenchFailure(ExitCode.NO_STACK, "The database refused: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BenchFailure(ExitCode.INCOMPLETE, "The database did not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(ExitCode.INCOMPLETE, "Interrupted.", e);
        }
    }
}
