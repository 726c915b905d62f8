package dev.kith.contacts.book;

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

/// The plans of the bulk statements on tables that are nearly empty and were never analyzed, which is when a
/// planner chooses what it regrets later.
@QuarkusTest
@WithTestResource(ContactsStack.class)
class BookPlansTest {
    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(
            strings = {
                PhoneBookRepository.MATCH,
                PhoneBookRepository.STORE,
                PhoneBookRepository.BRING_OVER,
                PhoneBookRepository.REMOVE,
                PhoneBookRepository.MARK,
                PhoneBookRepository.LOCK,
                PhoneBookRepository.WAITING,
                PhoneBookRepository.EXPIRE,
                ExpireBooks.DUE,
                ExpireBooks.TAKE,
                ReadBook.READ
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
                        PhoneBookRepository.MATCH,
                        PhoneBookRepository.STORE,
                        PhoneBookRepository.REMOVE,
                        PhoneBookRepository.MARK,
                        PhoneBookRepository.LOCK,
                        PhoneBookRepository.WAITING,
                        ReadBook.READ));

        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan.readsOfWholeTables())
                        .as(plan.toString())
                        .isEmpty());
    }

    @Test
    void comparesABookWithACallByHashes() {
        var plan = Plan.generic(pool, PhoneBookRepository.STORE).toString();

        assertThat(plan).contains("Hash").doesNotContain("Nested Loop");
    }

    @Test
    void findsTheOwnBookByItsOwner() {
        assertThat(Plan.generic(pool, PhoneBookRepository.STORE).toString()).contains("phone_book_pkey");
    }
}
