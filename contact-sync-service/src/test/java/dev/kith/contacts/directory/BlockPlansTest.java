package dev.kith.contacts.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contacts.Plans;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class BlockPlansTest {
    @Inject
    Pool pool;

    @Test
    void findsBlocksByTheirKeyWhateverTheStatisticsSay() {
        var plans = Plans.underAllStatistics(pool, new People(), List.of(Blocks.BEGIN, Blocks.END));

        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan.readsOfWholeTables())
                        .as(plan.toString())
                        .isEmpty());
    }
}
