package dev.kith.contacts.book;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random calls of two devices of one user at the same moment: whatever comes out, one order of the calls
/// explains it.
@QuarkusTest
@WithTestResource(ContactsStack.class)
class TwoDevicesTest {
    private static final int ROUNDS = 12;

    private final People people = new People();

    /// A call of one device.
    private record Act(String mode, int level, List<String> add, List<String> remove) {
        static Act random(Random random, List<String> numbers) {
            return new Act(
                    random.nextBoolean() ? "merge" : "replace",
                    1 + random.nextInt(31),
                    numbers.stream().filter(number -> random.nextInt(3) == 0).toList(),
                    numbers.stream().filter(number -> random.nextInt(6) == 0).toList());
        }

        Map<String, ?> body() {
            return Map.of("mode", mode, "levels", List.of(level), "add", add, "remove", remove);
        }

        /// What a book is after this call, by number.
        Map<String, Set<Integer>> on(Map<String, Set<Integer>> book) {
            var after = new HashMap<>(book);
            after.keySet().removeAll(remove);
            add.forEach(number -> {
                var levels = new HashSet<>(mode.equals("merge") ? after.getOrDefault(number, Set.of()) : Set.of());
                levels.add(level);
                after.put(number, Set.copyOf(levels));
            });
            return after;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void endInAStateThatOneOrderOfTheirCallsExplains(long seed) {
        var random = new Random(seed);
        long alice = people.join(newNumber(), CONTACTS);
        var numbers = Stream.generate(People::newNumber).limit(8).toList();
        var numberByTag = numberByTag(alice, numbers);
        var book = stored(alice, numberByTag);

        for (int round = 0; round < ROUNDS; round++) {
            var one = Act.random(random, numbers);
            var other = Act.random(random, numbers);

            var answers = Stream.of(one, other)
                    .map(act -> CompletableFuture.supplyAsync(
                            () -> people.sync(alice, act.body()), Thread::startVirtualThread))
                    .toList();
            answers.forEach(CompletableFuture::join);

            var after = stored(alice, numberByTag);
            assertThat(after)
                    .as("round %d: %s and %s on %s", round, one, other, book)
                    .isIn(other.on(one.on(book)), one.on(other.on(book)));
            book = after;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void loseNoLevelByMergingAndChangeNoEntryThatTheyDoNotName(long seed) {
        var random = new Random(seed);
        long alice = people.join(newNumber(), CONTACTS);
        var numbers = Stream.generate(People::newNumber).limit(8).toList();
        var untouched = numbers.subList(0, 2);
        var named = numbers.subList(2, 8);
        people.sync(alice, Map.of("mode", "replace", "levels", List.of(7, 9), "add", numbers));
        var numberByTag = numberByTag(alice, numbers);
        var book = stored(alice, numberByTag);
        var rows = rowsOf(alice);

        for (int round = 0; round < ROUNDS; round++) {
            var acts = Stream.generate(() -> Act.random(random, named))
                    .limit(2)
                    .map(act -> new Act("merge", act.level(), act.add(), List.of()))
                    .toList();

            acts.stream()
                    .map(act -> CompletableFuture.supplyAsync(
                            () -> people.sync(alice, act.body()), Thread::startVirtualThread))
                    .toList()
                    .forEach(CompletableFuture::join);

            var after = stored(alice, numberByTag);
            book.forEach(
                    (number, levels) -> assertThat(after.get(number)).as(number).containsAll(levels));
            untouched.forEach(number -> assertThat(after.get(number)).containsExactlyInAnyOrder(7, 9));
            book = after;
        }
        assertThat(rowsOf(alice).entrySet())
                .as("rows of untouched entries")
                .containsAll(rows.entrySet().stream()
                        .filter(row -> untouched.contains(numberByTag.get(row.getKey())))
                        .toList());
    }

    @Test
    void writeNothingWhenBothRepeatWhatTheyHaveSaid() {
        var random = new Random(31);
        long alice = people.join(newNumber(), CONTACTS);
        var numbers = Stream.generate(People::newNumber).limit(8).toList();
        var acts = Stream.generate(() -> Act.random(random, numbers))
                .limit(6)
                .map(act -> new Act("merge", act.level(), act.add(), List.of()))
                .toList();
        acts.forEach(act -> people.sync(alice, act.body()));
        var rows = rowsOf(alice);
        long version = people.sync(alice, Map.of()).getLong("version");

        var answers = new ArrayList<JsonPath>();
        acts.stream()
                .map(act ->
                        CompletableFuture.supplyAsync(() -> people.sync(alice, act.body()), Thread::startVirtualThread))
                .toList()
                .forEach(answer -> answers.add(answer.join()));

        assertThat(rowsOf(alice)).isEqualTo(rows);
        assertThat(answers).extracting(answer -> answer.getLong("version")).containsOnly(version);
    }

    private Map<String, String> numberByTag(long owner, List<String> numbers) {
        var key = people.sync(owner, Map.of()).getString("tagKey");
        return numbers.stream().collect(Collectors.toMap(number -> People.tag(key, number), number -> number));
    }

    private Map<String, Set<Integer>> stored(long owner, Map<String, String> numberByTag) {
        return page(owner).<Map<String, Object>>getList("page").stream()
                .collect(Collectors.toMap(entry -> numberByTag.get((String) entry.get("tag")), TwoDevicesTest::levels));
    }

    @SuppressWarnings("unchecked") // levels are a list of numbers, or the test is right to fail
    private static Set<Integer> levels(Map<String, Object> entry) {
        return Set.copyOf((List<Integer>) entry.get("levels"));
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

    /// Changes when the row of an entry is written, be it with what it was.
    private Map<String, String> rowsOf(long owner) {
        var rows = new HashMap<String, String>();
        try (var connection = people.database();
                var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "select tag, xmin::text || ' ' || ctid::text from phone_book where owner = " + owner)) {
            while (result.next()) {
                rows.put("#" + HexFormat.of().toHexDigits(result.getLong(1)), result.getString(2));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
