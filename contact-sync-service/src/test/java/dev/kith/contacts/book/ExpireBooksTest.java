package dev.kith.contacts.book;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class ExpireBooksTest {
    private final People people = new People();

    @Inject
    ExpireBooks expireBooks;

    @Test
    void takesNonUsersOutOfABookThatWasNotSyncedForLong() {
        var user = newNumber();
        people.join(user, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        var answer = people.add(alice, user, newNumber(), newNumber());
        long fresh = people.join(newNumber(), CONTACTS);
        people.add(fresh, newNumber(), newNumber());
        age(alice, 181);
        age(fresh, 179);

        round();

        assertThat(entries(alice)).isOne();
        assertThat(people.number("select checksum - (select bit_xor(tag) from phone_book where owner = " + alice
                        + ") from book where owner = " + alice))
                .isZero();
        assertThat(entries(fresh)).isEqualTo(2);
        people.trySync(alice, Map.of("base", answer.getLong("version"), "mode", "merge", "add", List.of(newNumber())))
                .statusCode(409)
                .body("code", equalTo("base-unknown"));
        assertThat(people.sync(alice, Map.of("mode", "merge", "add", List.of(newNumber())))
                        .getInt("entries"))
                .isEqualTo(2);
    }

    @Test
    void leavesABookAloneUntilItIsSyncedAgain() {
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, newNumber());
        age(alice, 200);
        round();
        long version = people.number("select version from book where owner = " + alice);

        round();

        assertThat(people.number("select version from book where owner = " + alice))
                .isEqualTo(version);
        assertThat(people.number("select count(*) from book where synced_at is null and owner = " + alice))
                .isOne();
        people.add(alice, newNumber());
        assertThat(people.number("select count(*) from book where synced_at is not null and owner = " + alice))
                .isOne();
    }

    @Test
    void countsADeviceThatHasNothingToSayAsASync() {
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, newNumber());
        age(alice, 179);
        people.sync(alice, Map.of());
        people.execute("update book set synced_at = synced_at - interval '2 days' where owner = " + alice);

        round();

        assertThat(entries(alice)).isOne();
    }

    @Test
    void passesOverABookThatIsBeingSynced() throws SQLException {
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, newNumber());
        age(alice, 200);

        try (var sync = people.database()) {
            sync.setAutoCommit(false);
            try (var statement = sync.createStatement()) {
                statement.execute("select from book where owner = " + alice + " for update");
            }
            round();
            assertThat(entries(alice)).isOne();
            sync.rollback();
        }

        round();
        assertThat(entries(alice)).isZero();
    }

    private long entries(long owner) {
        long stored = people.number("select count(*) from phone_book where owner = " + owner);
        assertThat(people.number("select entries from book where owner = " + owner))
                .isEqualTo(stored);
        return stored;
    }

    private void age(long owner, int days) {
        people.execute("update book set synced_at = now() - interval '" + days + " days' where owner = " + owner);
    }

    private void round() {
        expireBooks.round().await().atMost(Duration.ofSeconds(20));
    }
}
