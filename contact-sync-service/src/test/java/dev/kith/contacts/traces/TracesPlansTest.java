package dev.kith.contacts.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contacts.ContactsStack;
import dev.kith.local.testing.Plan;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class TracesPlansTest {
    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(strings = {Refusals.TRACES, Refusals.HOLDERS, Refusals.LOCK, Refusals.CLEAR, Refusals.FORGET_LOOK_UPS})
    void neverReadsAWholeTable(String sql) {
        var plan = Plan.generic(pool, sql);

        assertThat(plan.readsOfWholeTables()).as(plan.toString()).isEmpty();
    }
}
