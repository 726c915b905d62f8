package dev.kith.profile.relation;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.changes;
import static dev.kith.profile.Scene.look;
import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.local.testing.Events;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks of some kinds.
@QuarkusTest
class BlockKindTest extends OnTheStack {
    private Person ada;
    private Person bob;

    @BeforeEach
    void twoWhoGrantEachOther() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
        relate(bob, ada, Map.of("levels", List.of(1), "subscribed", true)).statusCode(200);
        scene.grants(ada, bob, 1);
    }

    @Test
    void namesWhatIsCut() {
        relate(ada, bob, Map.of("block", List.of("calls", "messages")))
                .body("block", contains("messages", "calls"))
                .body("blocked", is(false));
        relate(ada, bob, Map.of("subscribed", true)).body("block", contains("messages", "calls"));
        relate(ada, bob, Map.of("block", List.of("all")))
                .body("block", contains("messages", "group-messages", "calls", "profile", "presence"))
                .body("blocked", is(true));
        relate(ada, bob, Map.of("blocked", false)).body("block", empty());
        relate(ada, bob, Map.of("blocked", true)).body("block.size()", is(5));
        relate(ada, bob, Map.of("block", List.of())).body("blocked", is(false));
    }

    @Test
    void announcesTheKindsAndThatThereIsABlock() throws Exception {
        relate(ada, bob, Map.of("block", List.of("messages", "presence")));
        scene.awaitPublished();

        var event = RelationshipUpdated.parseFrom(
                scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(ada.uid(), bob.uid()))
                        .getLast()
                        .orElseThrow());

        assertThat(event.getBlocked()).isTrue();
        assertThat(event.getBlockKinds()).isEqualTo(BlockKinds.mask(List.of(BlockKind.MESSAGES, BlockKind.PRESENCE)));
        assertThat(event.getBlockKindsBefore()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "group-messages", "calls", "presence"})
    void leavesTheProfileOpenIfSomethingElseIsCut(String kind) {
        relate(ada, bob, Map.of("block", List.of(kind)));

        look(bob, ada).statusCode(200).body("fields.name", equalTo("Ada"));
        look(ada, bob).statusCode(200).body("fields.name", equalTo("Bob"));
    }

    @Test
    void hidesTheOwnProfileAlone() {
        var cursor = changes(bob, Map.of()).extract().<String>path("cursor");
        scene.goesOnline(bob);

        relate(ada, bob, Map.of("block", List.of("profile")));

        look(bob, ada).statusCode(404).body("code", equalTo("unreachable"));
        look(ada, bob).statusCode(200).body("fields.name", equalTo("Bob"));
        changes(bob, Map.of("cursor", cursor)).body("gone", contains(ada.address()));
        assertThat(scene.awaitNotice(ada, bob, 0).getFieldsMap()).isEmpty();
        sets(ada, "name", "Ada L.", 0);
        assertThat(scene.notices(ada)).hasSize(1);

        relate(ada, bob, Map.of("block", List.of()));

        look(bob, ada).statusCode(200).body("fields.name", equalTo("Ada L."));
    }

    @Test
    void looksLikeNobodyToWhomTheProfileIsHiddenFrom() {
        relate(ada, bob, Map.of("block", List.of("profile")));

        var hidden = look(bob, ada).extract();
        var unknown = look(bob, scene.somebody("shy")).extract();

        assertThat(hidden.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(hidden.<Map<String, Object>>path("$").keySet())
                .isEqualTo(unknown.<Map<String, Object>>path("$").keySet());
        assertThat(hidden.<String>path("detail")).isEqualTo(unknown.<String>path("detail"));
        assertThat(hidden.asByteArray()).hasSameSizeAs(unknown.asByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"block\":[\"mail\"]}",
                "{\"block\":[null]}",
                "{\"block\":\"all\"}",
                "{\"block\":[\"calls\"],\"blocked\":true}"
            })
    void refusesKindsThatThereAreNot(String body) {
        as(ada).body(body)
                .put("/v1/relationships/{address}", bob.address())
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
    }
}
