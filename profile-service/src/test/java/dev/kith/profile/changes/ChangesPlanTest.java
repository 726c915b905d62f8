package dev.kith.profile.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.Plan;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who was away is told what changed by look-ups of their own subscriptions alone.
@QuarkusTest
class ChangesPlanTest extends OnTheStack {
    private static final int SUBSCRIPTIONS = 5_000;

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(strings = {ChangesRepository.CHANGED, ChangesRepository.GONE})
    void neverReadsAWholeTable(String sql) {
        var plan = Plan.generic(pool, sql);

        assertThat(plan.readsOfWholeTables()).as(plan.toString()).isEmpty();
    }

    @Test
    void findsTheThreeThatChangedAmongFiveThousandInOneStatement() throws SQLException {
        var viewer = scene.openPerson("Viewer");
        long first = follow(viewer);
        var cursor =
                Scene.changes(viewer, Map.of("limit", 1)).extract().jsonPath().getString("cursor");
        while (true) {
            var page = Scene.changes(viewer, Map.of("limit", 500, "cursor", cursor))
                    .extract()
                    .jsonPath();
            cursor = page.getString("cursor");
            if (!page.getBoolean("more")) {
                break;
            }
        }
        try (var connection = scene.database();
                var statement = connection.createStatement()) {
            for (long uid : List.of(first + 7, first + 3_000, first + SUBSCRIPTIONS - 1)) {
                statement.executeUpdate("update profile set version = version + 1 where uid = " + uid);
                statement.executeUpdate("update profile set version = version + 1 where uid = " + uid);
            }

            var news = Scene.changes(viewer, Map.of("cursor", cursor)).extract().jsonPath();

            assertThat(news.<String>getList("profiles.address"))
                    .containsExactly(address(first + 7), address(first + 3_000), address(first + SUBSCRIPTIONS - 1));
            assertThat(news.<Integer>getList("profiles.version")).containsOnly(3);
            assertThat(news.getBoolean("more")).isFalse();
        }
    }

    /// Follows many who are there.
    private long follow(Scene.Person viewer) throws SQLException {
        long first = 1_000_000_000L + viewer.uid() * 10_000;
        try (var connection = scene.database();
                var statement = connection.createStatement()) {
            statement.executeUpdate("insert into profile (uid, app, address, version, fields) select uid, '" + scene.app
                    + "', 'p-' || uid, 1, '{}' from generate_series(" + first + ", " + (first + SUBSCRIPTIONS - 1)
                    + ") uid");
            statement.executeUpdate("insert into relationship (owner, peer, book_subscribed) select " + viewer.uid()
                    + ", uid, true from generate_series(" + first + ", " + (first + SUBSCRIPTIONS - 1) + ") uid");
        }
        return first;
    }

    private static String address(long uid) {
        return "p-" + uid;
    }
}
