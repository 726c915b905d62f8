package dev.kith.contacts.quota;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.AppUpdated;
import dev.kith.contracts.event.LookUpAllowance;
import dev.kith.kit.event.Event;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Who pays for a look-up, and when.
@QuarkusTest
@WithTestResource(ContactsStack.class)
class SpendingTest {
    private static final long HALF_HOUR = 1_800_000;

    private final People people = new People();

    @Inject
    SpentLookUps spent;

    @Test
    void isNotMadeUpForByLeavingAndComingBack() {
        set(1, 10, HALF_HOUR);
        var number = newNumber();
        long alice = people.join(number, CONTACTS);
        people.add(alice, newNumber(), newNumber(), newNumber());
        people.leave(alice, number);

        long again = people.join(number, CONTACTS);
        long somebodyElse = people.join(newNumber(), CONTACTS);

        people.add(again, newNumber());
        people.add(somebodyElse, newNumber());
        assertThat(left(again)).isEqualTo(6);
        assertThat(left(somebodyElse)).isEqualTo(9);
    }

    @Test
    void isForgottenAMonthAfterALeaving() {
        set(1, 10, HALF_HOUR);
        var number = newNumber();
        long alice = people.join(number, CONTACTS);
        people.add(alice, newNumber(), newNumber(), newNumber());
        people.leave(alice, number);
        people.execute("update spent_look_ups set since = now() - interval '30 days'");

        long again = people.join(number, CONTACTS);

        people.add(again, newNumber());
        assertThat(left(again)).isEqualTo(9);
        assertThat(people.number("select count(*) from spent_look_ups")).isPositive();
        spent.forget().await().atMost(People.LIMIT);
        assertThat(people.number("select count(*) from spent_look_ups")).isZero();
    }

    @Test
    void neverSpendsMoreThanThereIsInCallsAtOnce() throws Exception {
        long alice = people.join(newNumber(), CONTACTS);
        set(1, 10, HALF_HOUR);
        var calls = new ArrayList<Callable<Integer>>();
        for (int call = 0; call < 8; call++) {
            var open = List.of(open(), open(), open());
            calls.add(
                    call % 2 == 0
                            ? () -> people.sync(alice, Map.of("mode", "merge", "add", open))
                                    .getList("matched")
                                    .size()
                            : () -> (int) resolve(alice, open).jsonPath().getList("results.uid").stream()
                                    .filter(java.util.Objects::nonNull)
                                    .count());
        }

        int disclosed = 0;
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            for (var done : threads.invokeAll(calls)) {
                disclosed += done.get();
            }
        }

        assertThat(disclosed).isEqualTo(10);
        assertThat(left(alice)).isZero();
        assertThat(people.number("select count(*) from phone_book where owner = " + alice + " and not pending")
                        + people.number("select count(*) from look_up where owner = " + alice))
                .isEqualTo(10);
    }

    @Test
    void chargesOnceWhenTheDatabaseIsLostBeforeTheAnswer() throws Exception {
        var number = open();
        long alice = people.join(newNumber(), CONTACTS);
        set(1, 10, HALF_HOUR);
        people.sync(alice, Map.of("mode", "merge", "add", List.of(newNumber())));

        try (var held = people.database();
                var statement = held.createStatement();
                var threads = Executors.newSingleThreadExecutor()) {
            held.setAutoCommit(false);
            statement.execute("lock table look_up in exclusive mode");
            var cut = threads.submit(() -> resolve(alice, List.of(number)).statusCode());
            await().atMost(People.LIMIT).until(() -> people.number(WAITING) == 1);
            people.number("select pg_terminate_backend(pid)::int from (" + WAITING.replace("count(*)", "pid") + ") w");
            held.rollback();

            assertThat(cut.get()).isGreaterThanOrEqualTo(500);
        }
        assertThat(left(alice)).isEqualTo(9);

        var again = resolve(alice, List.of(number));
        var oncemore = resolve(alice, List.of(number));

        assertThat(again.jsonPath().<Object>get("results[0].uid")).isNotNull();
        assertThat(oncemore.body().asString()).isEqualTo(again.body().asString());
        assertThat(left(alice)).isEqualTo(8);
    }

    private static final String WAITING = "select count(*) from pg_stat_activity"
            + " where wait_event_type = 'Lock' and query like 'insert into look_up%'";

    @Test
    void sharesOneQuotaBetweenBooksAndSingleLookUps() {
        long alice = people.join(newNumber(), CONTACTS);
        set(1, 3, HALF_HOUR);

        people.sync(alice, Map.of("mode", "merge", "add", List.of(newNumber(), newNumber())));
        var results = resolve(alice, List.of(open(), open())).jsonPath();

        assertThat(results.getList("results.code")).containsExactly(null, "quota");
        assertThat(people.sync(alice, Map.of("mode", "merge", "add", List.of(newNumber())))
                        .getList("pending"))
                .containsExactly(0);
    }

    @Test
    void countsInTheQuotaOfTheAppFromTheNextCallOn() {
        var others = new People();
        long alice = people.join(newNumber(), CONTACTS);
        long bob = others.join(newNumber(), CONTACTS);
        people.sync(alice, Map.of("mode", "merge", "add", List.of(newNumber(), newNumber())));
        others.sync(bob, Map.of("mode", "merge", "add", List.of(newNumber(), newNumber())));

        set(1, 5, HALF_HOUR);
        assertThat(left(alice)).isEqualTo(3);
        assertThat(others.sync(bob, Map.of()).getInt("quota.left")).isEqualTo(9_998);

        set(2, 500, 1_000);
        assertThat(left(alice)).isBetween(498, 500);
        await().atMost(People.LIMIT).until(() -> left(alice) == 500);
    }

    @Test
    void looksUpWhatWaitedWhenTheAppGivesMore() {
        var number = open();
        long alice = people.join(newNumber(), CONTACTS);
        set(1, 1, HALF_HOUR);
        var first = people.sync(alice, Map.of("mode", "merge", "add", List.of(newNumber(), number)));
        assertThat(first.getList("pending")).containsExactly(1);

        set(2, 2, HALF_HOUR);

        var later = people.sync(alice, Map.of());
        assertThat(later.getString("matched[0].address")).isEqualTo(number);
        assertThat(later.getInt("quota.left")).isZero();
    }

    @Test
    void keepsTheNewestSettingsInWhateverOrderTheyCome() {
        long alice = people.join(newNumber(), CONTACTS);
        set(5, 50, HALF_HOUR);

        announce(4, 40, HALF_HOUR);
        announce(5, 30, HALF_HOUR);
        set(6, 60, HALF_HOUR);

        people.sync(alice, Map.of("mode", "merge", "add", List.of(newNumber())));
        assertThat(left(alice)).isEqualTo(59);
    }

    @Test
    void takesTheUsualQuotaWhereAnAppSaysNone() {
        long alice = people.join(newNumber(), CONTACTS);
        announce(AppUpdated.newBuilder().setApp(people.app).setRevision(1).build());
        awaitRevision(1);

        people.sync(alice, Map.of("mode", "merge", "add", List.of(newNumber())));

        assertThat(left(alice)).isEqualTo(9_999);
    }

    /// The number of a user whom everybody may find.
    private String open() {
        var number = newNumber();
        people.join(number, EVERYONE);
        return number;
    }

    private int left(long uid) {
        return people.sync(uid, Map.of()).getInt("quota.left");
    }

    private Response resolve(long uid, List<String> addresses) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(people.token(uid))
                .contentType(ContentType.JSON)
                .body(Map.of("addresses", addresses))
                .post("/internal/v1/resolve");
    }

    /// What the app is set to holds when this returns.
    private void set(long revision, int burst, long refillMillis) {
        announce(revision, burst, refillMillis);
        awaitRevision(revision);
    }

    private void announce(long revision, int burst, long refillMillis) {
        announce(AppUpdated.newBuilder()
                .setApp(people.app)
                .setRevision(revision)
                .setLookUps(LookUpAllowance.newBuilder()
                        .setBurst(burst)
                        .setRefillMillis(refillMillis)
                        .setRefillSince(System.currentTimeMillis()))
                .build());
    }

    private void announce(AppUpdated updated) {
        people.events().produce(Topic.APP_UPDATED, Event.key(people.app), updated.toByteArray(), Map.of());
    }

    private void awaitRevision(long revision) {
        await().atMost(People.LIMIT)
                .until(() -> people.number("select count(*) from app_look_ups where app = '" + people.app
                                + "' and revision = " + revision)
                        == 1);
    }
}
