package dev.kith.profile.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.Plan;
import dev.kith.profile.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A move reads what concerns the mover, however many others there are.
@QuarkusTest
class LoseThreadPlanTest extends OnTheStack {
    @Inject
    Pool pool;

    @ParameterizedTest
    @MethodSource("statements")
    void neverReadsAWholeTable(String sql) {
        var plan = Plan.generic(pool, sql);

        assertThat(plan.readsOfWholeTables()).as(plan.toString()).isEmpty();
        assertThat(plan.lookUps()).as(plan.toString()).contains("(owner = $1)", "(peer = $1)");
    }

    static Stream<String> statements() {
        return Stream.of(LoseThread.REMOVE, LoseThread.KEEP);
    }
}
