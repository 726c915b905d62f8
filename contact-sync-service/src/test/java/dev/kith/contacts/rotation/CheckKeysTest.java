package dev.kith.contacts.rotation;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contacts.People;
import dev.kith.contacts.number.Digests;
import dev.kith.contacts.number.TestDigests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which secrets a service starts with, and which it refuses.
@QuarkusTest
@WithTestResource(RotationStack.class)
class CheckKeysTest {
    private static final String V1 = "v1:" + RotationStack.OLD;
    private static final String V2 = "v2:" + RotationStack.NEW;
    private static final String TAGS = RotationStack.OLD;

    @Inject
    DataSource database;

    @Inject
    Digests running;

    private final People people = new People(RotationStack.DATABASE);

    @BeforeEach
    void beginWithNothing() {
        people.execute("truncate directory, phone_book, book, look_up, unsettled, join_job, digest_key");
        running.use(1);
    }

    @Test
    void startsADatabaseUnderTheLowestOfItsKeys() {
        assertThatCode(() -> check(TestDigests.of(V2 + "," + V1))).doesNotThrowAnyException();

        assertThat(stepOf(1)).isEqualTo(Step.DONE);
        assertThat(stepOf(2)).isEqualTo(Step.FILLING);
    }

    @Test
    void takesANewKeyBehindOrBeforeTheOldOne() {
        check(TestDigests.of(V1));

        check(TestDigests.of(V1 + "," + V2));
        check(TestDigests.of(V2 + "," + V1));

        assertThat(stepOf(2)).isEqualTo(Step.FILLING);
    }

    @Test
    void refusesAnotherSecretForAVersionOrForTags() {
        check(TestDigests.of(V1));

        refused(TestDigests.of("v1:another-secret-of-sixteen", TAGS), "v1 was another secret");
        refused(TestDigests.of(V1, "another-secret-of-sixteen"), "tags were another secret");
    }

    @Test
    void refusesANewVersionThatIsNotGreater() {
        check(TestDigests.of("v5:" + RotationStack.NEW, TAGS));

        refused(TestDigests.of("v5:" + RotationStack.NEW + ",v4:another-secret-of-sixteen", TAGS), "greater than v5");
    }

    @Test
    void refusesToGoBackToAnOlderKey() {
        check(TestDigests.of(V2 + "," + V1));
        stand(2, Step.MOVING);

        refused(TestDigests.of(V1 + "," + V2), "v2 is in use");
        refused(TestDigests.of(V1), "v2 is in use");
    }

    @Test
    void takesBackAKeyThatWasNeverUsed() {
        check(TestDigests.of(V1 + "," + V2));
        stand(2, Step.FILLED);

        assertThatCode(() -> check(TestDigests.of(V1))).doesNotThrowAnyException();
    }

    @Test
    void refusesToLoseTheOldKeyBeforeEverybodyIsUnderTheNewOne() {
        check(TestDigests.of(V1));
        people.join(newNumber(), CONTACTS);

        refused(TestDigests.of(V2, TAGS), "v1 is still needed");
    }

    @Test
    void refusesToLoseEntriesUnlessTold() {
        check(TestDigests.of(V2 + "," + V1));
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, newNumber());
        stand(2, Step.DONE);

        refused(TestDigests.of(V2, TAGS), "entries still stand under v1");
        assertThatCode(() -> new CheckKeys(database, TestDigests.of(V2, TAGS), dropping(true)).check())
                .doesNotThrowAnyException();
    }

    @Test
    void refusesADatabaseOfAnEarlierVersionWhoseKeyItLacks() {
        people.join(newNumber(), CONTACTS);

        refused(TestDigests.of("v7:" + RotationStack.NEW, TAGS), "written under v1");
    }

    private void check(Digests configured) {
        new CheckKeys(database, configured, dropping(false)).check();
    }

    private void refused(Digests configured, String why) {
        assertThatThrownBy(() -> check(configured))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private void stand(int version, Step step) {
        people.execute("update digest_key set step = " + step.stored() + " where version = " + version);
    }

    private Step stepOf(int version) {
        return Step.ofStored((int) people.number("select step from digest_key where version = " + version));
    }

    private static RotationConfiguration dropping(boolean drop) {
        return new RotationConfiguration() {
            @Override
            public Duration poll() {
                return Duration.ofDays(1);
            }

            @Override
            public int users() {
                return 1;
            }

            @Override
            public int entries() {
                return 1;
            }

            @Override
            public Duration recount() {
                return Duration.ofHours(1);
            }

            @Override
            public boolean dropOldEntries() {
                return drop;
            }
        };
    }
}
