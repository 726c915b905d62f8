package dev.kith.profile.reading;

import static dev.kith.profile.Scene.look;
import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whichever way somebody hears of a profile, they see the same of it.
@QuarkusTest
class VisibilityAgreementTest extends OnTheStack {
    /// What somebody who follows the owner is granted, and so sees.
    private record Stand(List<Integer> levels, Map<String, String> sees) {}

    private static final List<Stand> STANDS = List.of(
            new Stand(List.of(), Map.of("motto", "m")),
            new Stand(List.of(1), Map.of("name", "Ada", "motto", "m")),
            new Stand(List.of(2), Map.of("motto", "m", "status", "s")),
            new Stand(List.of(1, 2, 5), Map.of("name", "Ada", "motto", "m", "status", "s", "both", "b")),
            new Stand(List.of(31), Map.of("motto", "m", "top", "t", "both", "b")));

    @Test
    void singleBatchChangesAndNoticesAgree() {
        var ada = scene.openPerson("Ada");
        sets(ada, "status", "s", 2);
        sets(ada, "top", "t", 31);
        sets(ada, "both", "b", 5, 31);
        sets(ada, "secret", "x");
        var viewers = STANDS.stream().map(stand -> viewer(ada, stand)).toList();
        var blocked = viewer(ada, STANDS.get(1));
        relate(ada, blocked, Map.of("blocked", true)).statusCode(200);
        scene.awaitStandings(ada);
        scene.goesOnline(viewers.toArray(Person[]::new));
        scene.goesOnline(blocked);

        sets(ada, "motto", "m", 0);

        for (int i = 0; i < STANDS.size(); i++) {
            var stand = STANDS.get(i);
            var viewer = viewers.get(i);
            assertThat(look(viewer, ada).extract().jsonPath().<String, String>getMap("fields"))
                    .as("single, " + stand)
                    .isEqualTo(stand.sees());
            assertThat(batch(viewer, ada)).as("batch, " + stand).isEqualTo(stand.sees());
            assertThat(changes(viewer)).as("changes, " + stand).isEqualTo(stand.sees());
            assertThat(Scene.fields(scene.awaitNotice(ada, viewer, 6)))
                    .as("notice, " + stand)
                    .isEqualTo(stand.sees());
        }
        look(blocked, ada).statusCode(404);
        assertThat(changes(blocked)).isNull();
        assertThat(scene.notices(ada))
                .filteredOn(notice -> notice.getVersion() >= 6)
                .flatExtracting(notice -> notice.getRecipientsList())
                .containsExactlyInAnyOrderElementsOf(
                        viewers.stream().map(Person::uid).toList());
    }

    private Person viewer(Person ada, Stand stand) {
        var viewer = scene.openPerson("Viewer");
        scene.follows(viewer, ada);
        relate(ada, viewer, Map.of("levels", stand.levels())).statusCode(200);
        return viewer;
    }

    private static Map<String, String> batch(Person viewer, Person ada) {
        return Scene.batch(viewer, Map.of("uids", List.of(ada.uid())))
                .extract()
                .jsonPath()
                .getMap("results[0].fields");
    }

    private static Map<String, String> changes(Person viewer) {
        return Scene.changes(viewer, Map.of()).extract().jsonPath().getMap("profiles[0].fields");
    }
}
