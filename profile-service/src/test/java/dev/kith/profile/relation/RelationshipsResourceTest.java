package dev.kith.profile.relation;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.look;
import static dev.kith.profile.Scene.relate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.local.testing.Events;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RelationshipsResourceTest extends OnTheStack {
    private Person ada;
    private Person bob;

    @BeforeEach
    void twoWhoCanBeFound() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
    }

    @Test
    void changesOnlyWhatIsNamed() {
        relate(ada, bob, Map.of("levels", List.of(1, 31), "subscribed", true))
                .statusCode(200)
                .body("address", equalTo(bob.address()))
                .body("levels", equalTo(List.of(1, 31)))
                .body("subscribed", is(true))
                .body("blocked", is(false))
                .body("version", is(1));

        relate(ada, bob, Map.of("subscribed", false))
                .body("levels", equalTo(List.of(1, 31)))
                .body("subscribed", is(false))
                .body("version", is(2));
    }

    @Test
    void announcesEachChangeWholeAndOnlyChanges() throws Exception {
        relate(ada, bob, Map.of("levels", List.of(1)));
        relate(ada, bob, Map.of("levels", List.of(1)));
        relate(ada, bob, Map.of("levels", List.of(2), "blocked", true));
        scene.awaitPublished();

        var events = events(ada, bob);

        assertThat(events).extracting(RelationshipUpdated::getVersion).containsExactly(1L, 2L);
        assertThat(events.getLast().getLevels()).isEqualTo(1 << 2);
        assertThat(events.getLast().getLevelsBefore()).isEqualTo(1 << 1);
        assertThat(events.getLast().getBlocked()).isTrue();
        assertThat(events.getLast().getApp()).isEqualTo(scene.app);
    }

    @Test
    void writesATombstoneWhenNothingIsLeftAndRisesAfterwards() throws Exception {
        relate(ada, bob, Map.of("levels", List.of(1)));
        relate(ada, bob, Map.of("levels", List.of()));
        scene.awaitPublished();

        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(ada.uid(), bob.uid()))
                        .getLast())
                .isEmpty();
        as(ada).get("/v1/relationships").then().body("relationships.size()", is(0));
        relate(ada, bob, Map.of("levels", List.of(2))).body("version", is(3));
    }

    @Test
    void cutsBothSidesWhenOneBlocks() {
        relate(ada, bob, Map.of("levels", List.of(1)));
        relate(bob, ada, Map.of("levels", List.of(1)));

        relate(ada, bob, Map.of("blocked", true)).body("levels", equalTo(List.of(1)));

        look(ada, bob).statusCode(403).body("code", equalTo("blocked"));
        look(bob, ada).statusCode(404).body("code", equalTo("unreachable"));
        relate(ada, bob, Map.of("blocked", false));
        look(bob, ada).statusCode(200).body("fields.name", equalTo("Ada"));
        look(ada, bob).statusCode(200).body("fields.name", equalTo("Bob"));
    }

    @Test
    void letsWhoIsBlockedChangeWhatTheySaidBeforeButSayNothingNew() {
        relate(bob, ada, Map.of("levels", List.of(1)));
        relate(ada, bob, Map.of("blocked", true));
        var carol = scene.openPerson("Carol");
        relate(ada, carol, Map.of("blocked", true));

        relate(bob, ada, Map.of("levels", List.of())).statusCode(200);
        relate(carol, ada, Map.of("levels", List.of(1))).statusCode(404).body("code", equalTo("unreachable"));
    }

    @Test
    void makesOneRelationshipOfManyFirstChanges() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(IntStream.range(0, 16)
                    .<java.util.concurrent.Callable<Integer>>mapToObj(i ->
                            () -> relate(ada, bob, Map.of("levels", List.of(1 + i % 4)))
                                    .extract()
                                    .statusCode())
                    .toList());
        }
        scene.awaitPublished();

        var versions =
                events(ada, bob).stream().map(RelationshipUpdated::getVersion).toList();

        assertThat(versions).isSorted().doesNotHaveDuplicates();
        as(ada).get("/v1/relationships").then().body("relationships.size()", is(1));
    }

    @Test
    void listsAllInPages() {
        IntStream.range(0, 5).forEach(i -> scene.grants(ada, scene.openPerson("P" + i), 1));

        var addresses = new ArrayList<String>();
        String cursor = null;
        do {
            var request = as(ada).queryParam("limit", 2);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/v1/relationships")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            addresses.addAll(page.getList("relationships.address"));
            cursor = page.getString("cursor");
        } while (cursor != null);

        assertThat(addresses).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void takesNoCursorOfAnotherUser() {
        scene.grants(ada, bob, 1);
        var cursor = as(ada).queryParam("limit", 1).get("/v1/relationships").path("cursor");

        as(bob).queryParam("cursor", cursor)
                .get("/v1/relationships")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-cursor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x"})
    void refusesALimitThatIsNone(String limit) {
        as(ada).queryParam("limit", limit)
                .get("/v1/relationships")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"levels":[0]}                     | invalid-value
            {"levels":[32]}                    | invalid-value
            {"levels":[null]}                  | invalid-value
            {"levels":["1"]}                   | invalid-value
            {"levels":1}                       | invalid-value
            {"blocked":"yes"}                  | invalid-value
            {"level":[1]}                      | unknown-field
            {"levels":[1                       | bad-request
            """)
    void refusesWhatIsNoChange(String body, String code) {
        as(ada).body(body)
                .put("/v1/relationships/{address}", bob.address())
                .then()
                .statusCode(400)
                .body("code", equalTo(code));
    }

    @Test
    void refusesOneselfAndStrangers() {
        relate(ada, ada, Map.of("levels", List.of(1))).statusCode(400).body("code", equalTo("self"));
        relate(ada, scene.person("Shy"), Map.of("levels", List.of(1)))
                .statusCode(404)
                .body("code", equalTo("unreachable"))
                .body("levels", nullValue());
    }

    private List<RelationshipUpdated> events(Person owner, Person peer) throws Exception {
        var events = new ArrayList<RelationshipUpdated>();
        for (var record : scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(owner.uid(), peer.uid()))) {
            if (record.isPresent()) {
                events.add(RelationshipUpdated.parseFrom(record.get()));
            }
        }
        return events;
    }
}
