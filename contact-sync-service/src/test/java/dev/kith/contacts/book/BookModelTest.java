package dev.kith.contacts.book;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random calls against a model of one line each: replace sets, merge adds, remove removes, and nothing else
/// changes.
@QuarkusTest
@WithTestResource(ContactsStack.class)
class BookModelTest {
    private static final int CALLS = 25;

    private final People people = new People();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isWhatItsCallsSayAndItsChecksumTheXorOfItsTags(long seed) {
        var random = new Random(seed);
        long alice = people.join(newNumber(), CONTACTS);
        var numbers = Stream.generate(People::newNumber).limit(12).toList();
        var model = new TreeMap<String, TreeSet<Integer>>();

        for (int call = 0; call < CALLS; call++) {
            var named =
                    numbers.stream().filter(number -> random.nextInt(3) == 0).toList();
            var removed =
                    numbers.stream().filter(number -> random.nextInt(9) == 0).toList();
            int level = 1 + random.nextInt(31);
            boolean merge = random.nextBoolean();

            var answer = people.sync(
                    alice,
                    Map.of(
                            "mode",
                            merge ? "merge" : "replace",
                            "levels",
                            List.of(level),
                            "add",
                            named,
                            "remove",
                            removed));
            model.keySet().removeAll(removed);
            named.forEach(number -> {
                var levels = model.computeIfAbsent(number, unused -> new TreeSet<>());
                if (!merge) {
                    levels.clear();
                }
                levels.add(level);
            });

            assertThat(answer.getInt("entries")).isEqualTo(model.size());
            assertThat(answer.getString("checksum")).isEqualTo(checksum(answer.getString("tagKey"), model));
        }

        assertThat(stored(alice)).isEqualTo(modelByTag(alice, model));
    }

    private Map<String, List<Integer>> stored(long owner) {
        return page(owner).<Map<String, Object>>getList("page").stream()
                .collect(Collectors.toMap(entry -> (String) entry.get("tag"), BookModelTest::levels));
    }

    @SuppressWarnings("unchecked") // levels are a list of numbers, or the test is right to fail
    private static List<Integer> levels(Map<String, Object> entry) {
        return (List<Integer>) entry.get("levels");
    }

    private Map<String, List<Integer>> modelByTag(long owner, Map<String, ? extends java.util.Set<Integer>> model) {
        var key = page(owner).getString("tagKey");
        return model.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> People.tag(key, entry.getKey()), entry -> List.copyOf(entry.getValue())));
    }

    private io.restassured.path.json.JsonPath page(long owner) {
        return given().auth()
                .oauth2(people.token(owner))
                .get("/v1/contacts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String checksum(String key, Map<String, ?> model) {
        return HexFormat.of()
                .toHexDigits(model.keySet().stream()
                        .mapToLong(number -> HexFormat.fromHexDigitsToLong(People.tag(key, number), 1, 17))
                        .reduce(0, (a, b) -> a ^ b));
    }
}
