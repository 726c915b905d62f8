package dev.kith.profile.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.event.ProfileNotice;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random people who set fields, grant, block and follow each other. After every burst of acts the single
/// answer, the batch, the changes, the pushed notices and view-as are compared with a model that knows the rule
/// in other words. Every notice ever sent must show what was true at some moment.
@QuarkusTest
class VisibilityModelTest extends OnTheStack {
    private static final int PEOPLE = 4;
    private static final int BURSTS = 3;
    private static final int ACTS = 12;
    private static final int HIGHEST = 4;
    private static final List<String> FIELDS = List.of("name", "status", "note", "age");
    private static final Map<String, Object> NOTHING = Map.of();

    private final List<Person> people = new ArrayList<>();
    private final Map<Pair, Stand> stands = new HashMap<>();
    private final Map<Person, Map<String, List<Value>>> fields = new HashMap<>();
    private final Map<Pair, Set<Map<String, Object>>> everSeen = new HashMap<>();
    private final Map<Person, String> cursors = new HashMap<>();
    private final Map<Person, Map<String, Map<String, Object>>> returning = new HashMap<>();

    private record Pair(Person owner, Person other) {}

    private record Value(Object value, Set<Integer> levels) {}

    /// What an owner said about somebody.
    private static final class Stand {
        private Set<Integer> levels = Set.of();
        private boolean blocked;
        private boolean follows;
        private boolean alwaysFollowed;
    }

    @Test
    void everyWayAgreesWithTheModel() {
        play(1);
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(longs = {2, 3, 4, 5})
    void everyWayAgreesWithTheModelInOtherLives(long seed) {
        play(seed);
    }

    private void play(long seed) {
        var random = new Random(seed);
        begin(random);
        for (int burst = 0; burst < BURSTS; burst++) {
            for (int act = 0; act < ACTS; act++) {
                act(random);
                remember();
            }
            for (var viewer : people) {
                catchUp(viewer);
                for (var owner : people) {
                    if (!viewer.equals(owner)) {
                        compare(viewer, owner, "seed " + seed + ", burst " + burst);
                    }
                }
            }
        }
        everyNoticeWasTrueOnce();
    }

    // ---- acts

    private void begin(Random random) {
        IntStream.range(0, PEOPLE).forEach(i -> people.add(scene.openPerson("P" + i)));
        people.forEach(one -> fields.put(one, new TreeMap<>(Map.of("name", name(one)))));
        for (var owner : people) {
            for (var other : people) {
                var stand = new Stand();
                stand.follows = !owner.equals(other) && random.nextInt(4) > 0;
                stand.alwaysFollowed = stand.follows;
                stands.put(new Pair(owner, other), stand);
                if (!owner.equals(other)) {
                    relate(owner, other, Map.of("subscribed", stand.follows));
                }
            }
        }
        scene.goesOnline(people.toArray(Person[]::new));
        remember();
    }

    private List<Value> name(Person one) {
        return List.of(new Value("P" + people.indexOf(one), Set.of(1)));
    }

    private void act(Random random) {
        var owner = any(random, people);
        var other =
                any(random, people.stream().filter(one -> !one.equals(owner)).toList());
        var stand = stands.get(new Pair(owner, other));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> set(owner, any(random, FIELDS), random);
            case 3 -> remove(owner, any(random, FIELDS));
            case 4, 5 -> {
                stand.levels = levels(random, 1);
                relate(owner, other, Map.of("levels", stand.levels));
            }
            case 6 -> {
                stand.blocked = !stand.blocked && random.nextBoolean();
                relate(owner, other, Map.of("blocked", stand.blocked));
            }
            default -> {
                stand.follows = !stand.follows;
                stand.alwaysFollowed = false;
                relate(owner, other, Map.of("subscribed", stand.follows));
            }
        }
    }

    /// One to three values; each level opens at most one.
    private void set(Person owner, String field, Random random) {
        var values = new ArrayList<Value>();
        var left = new ArrayList<>(levels(random, 0));
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            var levels = new TreeSet<Integer>();
            while (!left.isEmpty() && (i == count - 1 || random.nextBoolean())) {
                levels.add(left.removeLast());
            }
            if (!levels.isEmpty() || values.isEmpty()) {
                values.add(new Value(value(field, random), levels));
            }
        }
        fields.get(owner).put(field, values);
        var body = values.size() == 1
                ? json(values.getFirst())
                : Map.of("values", values.stream().map(this::json).toList());
        Scene.patch(owner, Map.of(field, body)).statusCode(200);
    }

    private Map<String, Object> json(Value value) {
        return Map.of("value", value.value(), "levels", value.levels());
    }

    private static Object value(String field, Random random) {
        int number = random.nextInt(5);
        boolean text = field.equals("name") || field.equals("status");
        return text || number == 0 ? "text " + number : number == 1 ? Map.of("n", List.of(number, true)) : number;
    }

    private void remove(Person owner, String field) {
        fields.get(owner).remove(field);
        Scene.patch(owner, java.util.Collections.singletonMap(field, null)).statusCode(200);
    }

    private static void relate(Person owner, Person other, Map<String, ?> body) {
        Scene.relate(owner, other, body).statusCode(200);
    }

    private static Set<Integer> levels(Random random, int lowest) {
        var levels = new TreeSet<Integer>();
        for (int level = lowest; level <= HIGHEST; level++) {
            if (random.nextBoolean()) {
                levels.add(level);
            }
        }
        return levels;
    }

    private static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    // ---- the model

    /// What the viewer sees; nothing behind a block.
    private Map<String, Object> seen(Person viewer, Person owner) {
        var seen = new TreeMap<String, Object>();
        if (!cut(viewer, owner)) {
            var held = stands.get(new Pair(owner, viewer)).levels;
            fields.get(owner).forEach((name, values) -> seen(values, held).ifPresent(value -> seen.put(name, value)));
        }
        return seen;
    }

    /// From the top down: the first level that is held and opens something.
    private static Optional<Object> seen(List<Value> values, Set<Integer> held) {
        for (int level = HIGHEST; level >= 0; level--) {
            for (var value : values) {
                if (value.levels().contains(level) && (level == 0 || held.contains(level))) {
                    return Optional.of(value.value());
                }
            }
        }
        return Optional.empty();
    }

    private boolean cut(Person one, Person other) {
        return stands.get(new Pair(one, other)).blocked || stands.get(new Pair(other, one)).blocked;
    }

    private void remember() {
        for (var viewer : people) {
            for (var owner : people) {
                everSeen.computeIfAbsent(new Pair(owner, viewer), pair -> new HashSet<>())
                        .add(seen(viewer, owner));
            }
        }
    }

    // ---- the ways

    private void compare(Person viewer, Person owner, String where) {
        var expected = seen(viewer, owner);
        var single = Scene.look(viewer, owner).extract();
        var batch = Scene.batch(viewer, Map.of("addresses", List.of(owner.address())))
                .extract()
                .jsonPath();
        var explained = Scene.as(owner)
                .get("/v1/profiles/me/view-as/{viewer}", viewer.address())
                .then()
                .extract();
        if (cut(viewer, owner)) {
            var code = stands.get(new Pair(viewer, owner)).blocked ? "blocked" : "unreachable";
            assertThat(single.jsonPath().getString("code"))
                    .as("single, " + where)
                    .isEqualTo(code);
            assertThat(batch.getString("results[0].code")).as("batch, " + where).isEqualTo(code);
            assertThat(returning.get(viewer)).as("changes, " + where).doesNotContainKey(owner.address());
            assertThat(explained.statusCode())
                    .as("view-as, " + where)
                    .isEqualTo(stands.get(new Pair(owner, viewer)).blocked ? 200 : 404);
        } else {
            assertThat(fieldsIn(single.jsonPath(), "fields"))
                    .as("single, " + where)
                    .isEqualTo(expected);
            assertThat(fieldsIn(batch, "results[0].fields"))
                    .as("batch, " + where)
                    .isEqualTo(expected);
            assertThat(returning.get(viewer).get(owner.address()))
                    .as("changes, " + where)
                    .isEqualTo(stands.get(new Pair(viewer, owner)).follows ? expected : null);
        }
        if (explained.statusCode() == 200) {
            assertThat(visible(explained.jsonPath())).as("view-as, " + where).isEqualTo(expected);
        }
        if (stands.get(new Pair(viewer, owner)).alwaysFollowed) {
            await().atMost(Scene.LIMIT)
                    .untilAsserted(() -> assertThat(pushed(viewer, owner))
                            .as("pushed, " + where)
                            .isEqualTo(expected));
        }
    }

    private static Map<String, Object> fieldsIn(JsonPath answer, String path) {
        return answer.getMap(path);
    }

    private static Map<String, Object> visible(JsonPath explained) {
        var visible = new TreeMap<String, Object>();
        explained.<String, Map<String, Object>>getMap("fields").forEach((name, field) -> {
            if (field.get("value") != null) {
                assertThat(field.get("visible")).isEqualTo(true);
                visible.put(name, field.get("value"));
            }
        });
        return visible;
    }

    /// A device that was away: asks, and applies what it is told.
    private void catchUp(Person viewer) {
        var known = returning.computeIfAbsent(viewer, one -> new HashMap<>());
        while (true) {
            var parameters = new HashMap<String, Object>(Map.of("limit", 2));
            Optional.ofNullable(cursors.get(viewer)).ifPresent(cursor -> parameters.put("cursor", cursor));
            var page = Scene.changes(viewer, parameters).extract().jsonPath();
            page.<String>getList("gone").forEach(known::remove);
            for (int i = 0; i < page.getList("profiles").size(); i++) {
                known.put(page.getString("profiles[" + i + "].address"), fieldsIn(page, "profiles[" + i + "].fields"));
            }
            cursors.put(viewer, page.getString("cursor"));
            if (!page.getBoolean("more")) {
                return;
            }
        }
    }

    /// What a device shows that was there all the time: the newest notice, else what it began with.
    private Map<String, Object> pushed(Person viewer, Person owner) {
        return scene.notices(owner).stream()
                .filter(notice -> notice.getRecipientsList().contains(viewer.uid()))
                .max(Comparator.comparingLong(ProfileNotice::getVersion).thenComparingLong(ProfileNotice::getOrder))
                .map(Scene::fields)
                .orElse(NOTHING);
    }

    private void everyNoticeWasTrueOnce() {
        for (var owner : people) {
            for (var notice : scene.notices(owner)) {
                for (var viewer : people) {
                    if (notice.getRecipientsList().contains(viewer.uid())) {
                        assertThat(everSeen.get(new Pair(owner, viewer))).contains(Scene.fields(notice));
                    }
                }
            }
        }
    }
}
