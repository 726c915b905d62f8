package dev.kith.profile.changes;

import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import dev.kith.profile.Scene.Person;
import dev.kith.profile.cursor.Cursor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ChangesResourceTest extends OnTheStack {
    private Person viewer;
    private Person ada;
    private Person bob;

    @BeforeEach
    void viewerFollowsTwo() {
        viewer = scene.openPerson("Viewer");
        ada = followed("Ada");
        bob = followed("Bob");
    }

    @Test
    void givesAllFollowedProfilesFirst() {
        var first = changes(null);

        assertThat(first.getList("profiles.address")).containsExactly(ada.address(), bob.address());
        assertThat(first.getString("profiles[0].fields.name")).isEqualTo("Ada");
        assertThat(first.getList("gone")).isEmpty();
        assertThat(first.getBoolean("more")).isFalse();
    }

    @Test
    void givesOnlyWhatChangedAsItStandsNow() {
        var cursor = current();
        sets(bob, "name", "Bobby", 1);
        sets(bob, "name", "Rob", 1);

        var news = changes(cursor);

        assertThat(news.getList("profiles.address")).containsExactly(bob.address());
        assertThat(news.getString("profiles[0].fields.name")).isEqualTo("Rob");
        assertThat(changes(news.getString("cursor")).getList("profiles")).isEmpty();
    }

    @Test
    void givesWhoseVisibilityChanged() {
        var cursor = current();

        scene.grants(ada, viewer);

        var news = changes(cursor);
        assertThat(news.getList("profiles.address")).containsExactly(ada.address());
        assertThat(news.getMap("profiles[0].fields")).isEmpty();
    }

    @Test
    void givesAsGoneWhoBlocksLeavesOrIsFollowedNoMore() {
        var carol = followed("Carol");
        var dave = followed("Dave");
        var cursor = current();

        relate(ada, viewer, Map.of("blocked", true)).statusCode(200);
        relate(viewer, bob, Map.of("subscribed", false)).statusCode(200);
        relate(viewer, carol, Map.of("blocked", true)).statusCode(200);
        scene.leave(dave);

        var news = changes(cursor);
        assertThat(news.<String>getList("gone"))
                .containsExactlyInAnyOrder(ada.address(), bob.address(), carol.address(), dave.address());
        assertThat(news.getList("profiles")).isEmpty();
        assertThat(changes(news.getString("cursor")).getList("gone")).isEmpty();
    }

    @Test
    void givesAgainWhoEndsABlock() {
        relate(ada, viewer, Map.of("blocked", true)).statusCode(200);
        var cursor = current();

        relate(ada, viewer, Map.of("blocked", false)).statusCode(200);

        assertThat(changes(cursor).getString("profiles[0].fields.name")).isEqualTo("Ada");
    }

    @Test
    void neverSkipsWhatCommitsLate() throws SQLException {
        var cursor = current();
        try (var early = scene.database()) {
            early.setAutoCommit(false);
            try (var statement = early.createStatement()) {
                // Takes its number now, and commits after the next reader has gone on.
                statement.executeUpdate("update profile set version = version + 1 where uid = " + ada.uid());
            }
            sets(bob, "name", "Rob", 1);
            var between = changes(cursor);
            assertThat(between.getList("profiles.address")).containsExactly(bob.address());
            cursor = between.getString("cursor");
            early.commit();
        }

        assertThat(changes(cursor).<String>getList("profiles.address")).contains(ada.address());
    }

    @Test
    void pagesWithinAFixedHead() {
        var everybody = new ArrayList<>(List.of(ada, bob));
        IntStream.range(0, 3).forEach(i -> everybody.add(followed("P" + i)));

        var seen = new ArrayList<String>();
        var page = changes(null, 2);
        seen.addAll(page.getList("profiles.address"));
        // Behind the position already: belongs to the next round.
        sets(ada, "name", "Ada L.", 1);
        while (page.getBoolean("more")) {
            page = changes(page.getString("cursor"), 2);
            seen.addAll(page.getList("profiles.address"));
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        everybody.stream().map(Person::address).toList());
        assertThat(changes(page.getString("cursor")).<String>getList("profiles.address"))
                .containsExactly(ada.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "ab.cd", "AgAAAAAAAAABAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesACursorThatIsNone(String cursor) {
        Scene.changes(viewer, Map.of("cursor", cursor)).statusCode(400).body("code", equalTo("bad-cursor"));
    }

    @Test
    void refusesACursorOfAnotherUserTimeOrDatabase() {
        long now = Instant.now().getEpochSecond();
        var foreign = Cursor.of(2, ada.uid(), 5, 0, 0, now);
        var old = Cursor.of(2, viewer.uid(), 5, 0, 0, now - 31L * 24 * 3600);
        var future = Cursor.of(2, viewer.uid(), Long.MAX_VALUE, 0, 0, now);
        var crooked = Cursor.of(2, viewer.uid(), 7, 5, 0, now);

        for (var cursor : List.of(foreign, old, future, crooked)) {
            refusesACursorThatIsNone(cursor);
        }
    }

    private Person followed(String name) {
        var followed = scene.openPerson(name);
        scene.follows(viewer, followed);
        scene.grants(followed, viewer, 1);
        return followed;
    }

    private String current() {
        return changes(null).getString("cursor");
    }

    private JsonPath changes(String cursor) {
        return changes(cursor, 100);
    }

    private JsonPath changes(String cursor, int limit) {
        var parameters = new HashMap<String, Object>(Map.of("limit", limit));
        if (cursor != null) {
            parameters.put("cursor", cursor);
        }
        return Scene.changes(viewer, parameters).statusCode(200).extract().jsonPath();
    }
}
