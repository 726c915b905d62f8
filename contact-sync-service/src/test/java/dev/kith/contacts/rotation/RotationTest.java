package dev.kith.contacts.rotation;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contacts.People;
import dev.kith.contacts.number.Digests;
import dev.kith.contacts.number.TestDigests;
import dev.kith.contracts.event.ContactJoined;
import dev.kith.local.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two keys live. Each test begins with everything under the old one and takes the rotation on, chunk by chunk.
@QuarkusTest
@WithTestResource(RotationStack.class)
class RotationTest {
    private static final long LATCH = 4_712;

    @Inject
    RotateDigests rotateDigests;

    @Inject
    KeyRepository keys;

    @Inject
    DirectoryRows directory;

    @Inject
    BookRows books;

    @Inject
    Digests digests;

    @Inject
    RotationConfiguration configuration;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private final People people = new People(RotationStack.DATABASE);

    @BeforeEach
    void putEverythingUnderTheOldKey() {
        people.execute(
                "truncate directory, phone_book, book, look_up, unsettled, join_job, outbox, vacated, displaced, refused, spent_look_ups");
        people.execute("delete from digest_key where version > 0");
        people.execute("insert into digest_key (version, proof, step) values (1, gen_random_uuid(), "
                + Step.DONE.stored() + "), (2, gen_random_uuid(), " + Step.FILLED.stored() + ")");
        digests.use(1);
        people.execute("update digest_key set step = " + Step.FILLING.stored() + " where version = 2");
    }

    @AfterEach
    void removeLatch() {
        people.execute("drop trigger if exists latch on unsettled");
    }

    @Test
    void changesNothingThatAnybodySees() {
        var bobNumber = newNumber();
        var aliceNumber = newNumber();
        long bob = people.join(bobNumber, EVERYONE);
        long alice = people.join(aliceNumber, CONTACTS);
        var call = Map.of("mode", "replace", "add", List.of(bobNumber, newNumber(), newNumber()));
        var before = people.sync(alice, call);
        var entries = page(alice).getList("page");

        rotate();

        assertThat(page(alice).getList("page")).isEqualTo(entries);
        var after = people.sync(alice, call);
        assertThat(after.getString("checksum")).isEqualTo(before.getString("checksum"));
        assertThat(after.getString("tagKey")).isEqualTo(before.getString("tagKey"));
        assertThat(after.getList("matched.uid", Long.class)).containsExactly(bob);
        assertThat(after.getInt("quota.left")).isEqualTo(before.getInt("quota.left"));
        assertThat(after.getInt("entries")).isEqualTo(3);
    }

    @Test
    void bringsEntriesOfUsersUnderTheNewKeyAndThoseOfOthersWhenTheirOwnerSendsThem() {
        var bobNumber = newNumber();
        var others = List.of(newNumber(), newNumber());
        people.join(bobNumber, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        long base = people.add(alice, bobNumber, others.getFirst(), others.getLast())
                .getLong("version");

        rotate();

        assertThat(entriesUnder(2, alice)).isEqualTo(1);
        assertThat(entriesUnder(1, alice)).isEqualTo(2);
        people.trySync(alice, Map.of("base", base)).statusCode(409).body("code", equalTo("base-unknown"));
        long whole = people.add(alice, bobNumber, others.getFirst(), others.getLast())
                .getLong("version");
        assertThat(entriesUnder(2, alice)).isEqualTo(3);
        people.trySync(alice, Map.of("base", whole)).statusCode(200);
        assertThat(people.number("select left_by from digest_key where version = 2"))
                .isEqualTo(2);
    }

    @Test
    void findsEveryoneAndTellsEveryHolderOnceWhereverItStands() {
        var told = new HashMap<Long, Long>();
        var waiting = new ArrayList<Map.Entry<Long, String>>();
        IntStream.range(0, 8).forEach(i -> {
            var number = newNumber();
            long holder = people.join(newNumber(), CONTACTS);
            people.add(holder, number, newNumber());
            waiting.add(Map.entry(holder, number));
        });
        var knownNumber = newNumber();
        long known = people.join(knownNumber, EVERYONE);
        long mutualHolder = people.join(newNumber(), CONTACTS);

        boolean more = true;
        for (int chunk = 0; more; chunk++) {
            // Every second one: who joins adds to what is to be done.
            if (!waiting.isEmpty() && chunk % 2 == 0) {
                var seeker = people.join(newNumber(), CONTACTS);
                assertThat(people.add(seeker, knownNumber).getList("matched.uid", Long.class))
                        .as("after %d chunks", chunk)
                        .containsExactly(known);
                mutual(mutualHolder, chunk);
                var next = waiting.removeFirst();
                told.put(next.getKey(), people.join(next.getValue(), EVERYONE));
            }
            more = nextChunk();
        }
        while (!waiting.isEmpty()) {
            var next = waiting.removeFirst();
            told.put(next.getKey(), people.join(next.getValue(), EVERYONE));
        }

        assertThat(Step.ofStored((int) people.number("select step from digest_key where version = 2")))
                .isEqualTo(Step.DONE);
        told.forEach((holder, joiner) -> assertThat(people.noticesTo(holder))
                .extracting(ContactJoined::getJoiner)
                .containsExactly(joiner));
    }

    /// Somebody under `contacts` is told of, and found by, those in their own book alone, whichever of the two
    /// entries was written first and under whichever key.
    private void mutual(long holder, int round) {
        var number = newNumber();
        people.add(holder, number);
        long joiner = people.join(number, CONTACTS);

        assertThat(people.add(holder, number).getList("matched"))
                .as("round %d", round)
                .isEmpty();
        people.add(joiner, addressOf(holder));

        assertThat(people.noticesTo(holder))
                .extracting(ContactJoined::getJoiner)
                .contains(joiner);
        assertThat(people.add(holder, number).getList("matched.uid", Long.class))
                .as("round %d", round)
                .containsExactly(joiner);
    }

    @Test
    void tellsNobodyAgain() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        long bob = people.join(number, EVERYONE);
        people.awaitQuiet();

        rotate();
        people.announce(bob, number, EVERYONE);
        people.execute("insert into join_job (uid) values (" + bob + ")");

        assertThat(people.noticesTo(alice)).hasSize(1);
        assertThat(people.matchedOf(alice)).hasSize(1);
    }

    @Test
    void leavesOneEntryForAnAddressThatNodesStoreUnderDifferentKeys() {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        rotate();
        var first = people.add(alice, number);

        digests.use(1); // as a node does that has not yet seen that the new key is in use
        var second = people.add(alice, number);
        digests.use(2);
        var third = people.add(alice, number);

        assertThat(List.of(first, second, third))
                .extracting(answer -> answer.getInt("entries"))
                .containsOnly(1);
        assertThat(third.getString("checksum")).isEqualTo(first.getString("checksum"));
        assertThat(third.getInt("quota.left")).isEqualTo(first.getInt("quota.left"));
        assertThat(entriesUnder(2, alice)).isEqualTo(1);
        assertThat(entriesUnder(1, alice)).isZero();
    }

    @Test
    void doesNotChargeForALookUpThatWasPaidForUnderTheOldKey() {
        var user = newNumber();
        var nobody = newNumber();
        people.join(user, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        resolve(alice, user, nobody);
        int left = people.sync(alice, Map.of()).getInt("quota.left");

        rotate();
        resolve(alice, user, nobody);
        people.add(alice, user, nobody);

        assertThat(people.sync(alice, Map.of()).getInt("quota.left")).isEqualTo(left);
    }

    @Test
    void goesOnWhereAKilledNodeStopped() throws SQLException {
        var bobNumber = newNumber();
        people.join(bobNumber, EVERYONE);
        var holders = Stream.generate(() -> {
                    long holder = people.join(newNumber(), CONTACTS);
                    people.add(holder, bobNumber, newNumber());
                    return holder;
                })
                .limit(6)
                .toList();
        while (step() != Step.MOVING) {
            nextChunk();
        }
        nextChunk();

        // Another transaction holds the book of a later chunk; then the connection that waits for it is cut, as the
        // death of the node would cut it.
        try (var other = people.database()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select from book where owner = " + holders.getLast() + " for update");
            }
            var chunk = start(this::nextChunk);
            await().atMost(People.LIMIT).until(() -> waitingForALock() > 0);
            people.number("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and usename = current_user and datname = current_database()");
            assertThatThrownBy(chunk::join).isNotNull();
        }
        rotate();

        assertThat(people.number("select count(*) from phone_book where notified <> 0 and key <> 2"))
                .isZero();
        assertThat(people.number("select left_by from digest_key where version = 2"))
                .isEqualTo(6);
        assertThat(people.number("select count(*) from book where version = 2")).isEqualTo(6);
    }

    @Test
    void waitsForABookThatIsBetweenTheTwoStepsOfASync() throws SQLException {
        var number = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        people.execute("create or replace function latch() returns trigger language plpgsql as"
                + " $$ begin perform pg_advisory_xact_lock(" + LATCH + "); return coalesce(new, old); end $$");

        CompletableFuture<JsonPath> sync;
        long bob;
        try (var latch = people.database()) {
            latch.setAutoCommit(false);
            try (var statement = latch.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + LATCH + ")");
            }
            // The first step has committed under the old key, the second stands still at its very end.
            people.execute("create trigger latch before delete on unsettled for each row execute function latch()");
            sync = start(() -> people.add(alice, number, newNumber()));
            await().atMost(People.LIMIT)
                    .until(() -> people.number("select count(*) from pg_locks where locktype = 'advisory'"
                                    + " and not granted and objid = " + LATCH)
                            == 1);
            while (step() != Step.MOVING) {
                nextChunk();
            }
            bob = people.join(number, EVERYONE);
            latch.rollback();
        }
        var matched = sync.join().getList("matched.uid", Long.class);
        people.execute("drop trigger latch on unsettled");
        people.execute(
                "insert into unsettled (owner, version, since) values (" + alice + ", 1, now() + interval '1 hour')");

        assertThat(nextChunk()).as("a chunk that can follow").isFalse();
        assertThat(entriesUnder(1, alice)).isEqualTo(2);
        people.execute("delete from unsettled");
        rotate();

        assertThat(entriesUnder(2, alice)).isEqualTo(1);
        assertThat(matched.size() + people.noticesTo(alice).size()).isEqualTo(1);
        assertThat(people.matchedOf(alice))
                .allSatisfy(event -> assertThat(event.getPeers(0).getUid()).isEqualTo(bob));
    }

    @Test
    void endsInOneStateWithTwoNodesAtWorkAmidSyncsAndJoins() {
        var users = Stream.generate(People::newNumber).limit(12).toList();
        var later = Stream.generate(People::newNumber).limit(6).toList();
        users.forEach(number -> people.join(number, EVERYONE));
        var owners = Stream.generate(() -> people.join(newNumber(), CONTACTS))
                .limit(6)
                .toList();
        owners.forEach(owner ->
                people.add(owner, Stream.concat(users.stream(), later.stream()).toArray(String[]::new)));

        var syncs = owners.stream()
                .map(owner -> start(() -> IntStream.range(0, 6)
                        .mapToObj(i -> people.add(owner, users.get(i), later.get(i), newNumber()))
                        .toList()))
                .toList();
        var joins = start(() ->
                later.stream().map(number -> people.join(number, EVERYONE)).toList());
        var nodes = List.of(start(() -> runToTheEnd(node(digests))), start(() -> runToTheEnd(node(digests))));
        syncs.forEach(CompletableFuture::join);
        var joined = joins.join();
        nodes.forEach(CompletableFuture::join);
        rotate();
        people.execute("update digest_key set at = now() - interval '2 hours' where version = 2");
        rotate();

        assertThat(people.number("select count(*) from phone_book where notified <> 0 and key <> 2"))
                .isZero();
        assertThat(people.number("select count(*) - count(distinct (owner, tag)) from phone_book"))
                .isZero();
        owners.forEach(owner -> {
            assertThat(people.number("select entries from book where owner = " + owner))
                    .isEqualTo(24);
            assertThat(people.number("select checksum - (select bit_xor(tag) from phone_book where owner = " + owner
                            + ") from book where owner = " + owner))
                    .isZero();
            assertThat(people.add(owner, users.toArray(String[]::new)).getList("matched"))
                    .hasSize(12);
            assertThat(people.noticesTo(owner))
                    .extracting(ContactJoined::getJoiner)
                    .doesNotHaveDuplicates();
        });
        assertThat(people.matched().stream()
                        .flatMap(event -> event.getPeersList().stream())
                        .map(peer -> peer.getUid())
                        .distinct())
                .containsAll(joined);
    }

    @Test
    void removesWhatNobodyCanBringOverWhenTheOldKeyIsGone() {
        var bobNumber = newNumber();
        long bob = people.join(bobNumber, EVERYONE);
        long alice = people.join(newNumber(), CONTACTS);
        var whole = people.add(alice, bobNumber, newNumber(), newNumber());
        rotate();
        people.add(alice, newNumber());
        var newOnly = TestDigests.of("v2:" + RotationStack.NEW, RotationStack.OLD);

        runToTheEnd(node(newOnly));

        assertThat(people.number("select count(*) from digest_key where version > 0"))
                .isEqualTo(1);
        assertThat(people.number("select count(*) from directory where key <> 2"))
                .isZero();
        assertThat(people.number("select count(*) from directory")).isEqualTo(2);
        assertThat(people.number("select count(*) from phone_book where key <> 2"))
                .isZero();
        assertThat(people.number("select entries from book where owner = " + alice))
                .isEqualTo(2);
        assertThat(people.number("select checksum - (select bit_xor(tag) from phone_book where owner = " + alice
                        + ") from book where owner = " + alice))
                .isZero();
        people.trySync(alice, Map.of("base", whole.getLong("version") + 1)).statusCode(409);
        assertThat(people.add(alice, bobNumber).getList("matched.uid", Long.class))
                .containsExactly(bob);
    }

    @Test
    void movesAUserUnderBothKeysAndVoidsWhatWasGrantedUnderEither() {
        var number = newNumber();
        var away = newNumber();
        var aliceNumber = newNumber();
        long bob = people.join(number, EVERYONE);
        long alice = people.join(aliceNumber, CONTACTS);
        long carol = people.join(newNumber(), CONTACTS);
        people.add(alice, number);
        people.add(carol, number);
        people.add(bob, aliceNumber);
        rotate();
        people.awaitQuiet();
        digests.use(1); // as a node does that has not yet seen that the new key is in use
        people.add(carol, number);
        digests.use(2);
        assertThat(entriesUnder(1, carol)).isEqualTo(1);

        people.move(bob, away, EVERYONE);
        long second = people.join(number, EVERYONE);

        assertThat(people.number("select count(*) from directory where uid = " + bob + " and address = '" + away + "'"))
                .isEqualTo(2);
        assertThat(people.number("select count(*) from phone_book p join directory d using (digest) where d.uid = "
                        + second + " and (p.levels <> 0 or p.subscribed)"))
                .isZero();
        assertThat(people.number("select count(*) from directory where uid = " + second))
                .isEqualTo(2);
        assertThat(people.noticesTo(alice))
                .extracting(ContactJoined::getMovedFrom)
                .contains(number);
        assertThat(people.noticesTo(carol)).extracting(ContactJoined::getJoiner).contains(second);
        assertThat(people.add(carol, away).getList("matched.uid", Long.class)).containsExactly(bob);
    }

    @Test
    void knowsWhoMovedLastAfterTheyWerePutUnderTheNewKey() {
        var number = newNumber();
        long mover = people.join(newNumber(), EVERYONE);
        long before = people.newUid();
        people.move(mover, number, EVERYONE);
        people.execute("delete from directory where key = 2");

        rotate();
        people.announce(before, number, EVERYONE);
        people.join(newNumber(), EVERYONE);

        assertThat(people.number("select count(*) from directory where moved > 0 and uid = " + mover))
                .isEqualTo(2);
    }

    @Test
    void carriesARefusalOverWhenSomebodyNamesTheNumber() {
        var number = newNumber();
        var unnamed = newNumber();
        long alice = people.join(newNumber(), CONTACTS);
        Stream.of(number, unnamed)
                .forEach(refused -> given().auth()
                        .oauth2(TestTokens.traces(people.app, refused))
                        .delete("/v1/traces/books")
                        .then()
                        .statusCode(204));
        people.execute("delete from refused where key = 2"); // as if refused before there was one
        rotate();

        assertThat(people.add(alice, number, newNumber()).getInt("entries")).isEqualTo(1);

        assertThat(people.number("select count(*) from refused where key = 2")).isEqualTo(1);
        runToTheEnd(node(TestDigests.of("v2:" + RotationStack.NEW, RotationStack.OLD)));
        assertThat(people.number("select count(*) from refused")).isEqualTo(1);
        people.join(number, EVERYONE);
        assertThat(people.number("select count(*) from refused")).isZero();
    }

    @Test
    void takesWhatWasSpentUnderAKeyAwayWithIt() {
        people.execute("insert into spent_look_ups values (gen_random_uuid(), 1, 1, 1), (gen_random_uuid(), 2, 1, 1)");
        rotate();

        runToTheEnd(node(TestDigests.of("v2:" + RotationStack.NEW, RotationStack.OLD)));

        assertThat(people.number("select count(*) from spent_look_ups")).isEqualTo(1);
    }

    private RotateDigests node(Digests configured) {
        return new RotateDigests(pool, keys, directory, books, configured, configuration, clock);
    }

    private static boolean runToTheEnd(RotateDigests node) {
        while (node.nextChunk().await().atMost(People.LIMIT)) {
            // the next one
        }
        return true;
    }

    private void rotate() {
        people.awaitQuiet();
        await().atMost(People.LIMIT).until(() -> people.number("select count(*) from unsettled") == 0);
        while (nextChunk()) {
            // the next one
        }
        nextChunk();
        assertThat(step()).isEqualTo(Step.DONE);
    }

    private boolean nextChunk() {
        return rotateDigests.nextChunk().await().atMost(People.LIMIT);
    }

    private Step step() {
        return Step.ofStored((int) people.number("select step from digest_key where version = 2"));
    }

    private long entriesUnder(int key, long owner) {
        return people.number("select count(*) from phone_book where owner = " + owner + " and key = " + key);
    }

    private String addressOf(long uid) {
        try (var connection = people.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select address from directory where uid = " + uid)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private long waitingForALock() {
        return people.waitingForALock("%from book%");
    }

    private JsonPath page(long owner) {
        return given().auth()
                .oauth2(people.token(owner))
                .get("/v1/contacts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void resolve(long uid, String... addresses) {
        given().auth()
                .oauth2(people.token(uid))
                .contentType(ContentType.JSON)
                .body(Map.of("addresses", List.of(addresses)))
                .post("/internal/v1/resolve")
                .then()
                .statusCode(200);
    }

    private static <T> CompletableFuture<T> start(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }
}
