package dev.kith.contacts.joining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contacts.Plans;
import dev.kith.local.testing.Plan;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class JoinPlansTest {
    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(
            strings = {
                JoinJobRepository.HOLDERS_OF_EVERYONE,
                JoinJobRepository.HOLDERS_AMONG_CONTACTS,
                JoinJobRepository.HOLDERS_OF_THE_FORMER,
                JoinJobRepository.LOCK,
                JoinJobRepository.MARK
            })
    void neverReadsAWholeTable(String sql) {
        var plan = Plan.generic(pool, sql);

        assertThat(plan.readsOfWholeTables()).as(plan.toString()).isEmpty();
    }

    @Test
    void neverReadsAWholeTableWhateverTheStatisticsSay() {
        var plans = Plans.underAllStatistics(
                pool,
                new People(),
                List.of(
                        JoinJobRepository.HOLDERS_OF_EVERYONE,
                        JoinJobRepository.HOLDERS_AMONG_CONTACTS,
                        JoinJobRepository.LOCK,
                        JoinJobRepository.MARK));

        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan.readsOfWholeTables())
                        .as(plan.toString())
                        .isEmpty());
    }
}
