package dev.kith.profile.relation;

import static dev.kith.profile.Scene.LEVEL_1;
import static dev.kith.profile.Scene.LEVEL_2;
import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.relate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.ContactsMatched.Mode;
import dev.kith.local.testing.Events;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContactsMatchedListenerTest extends OnTheStack {
    private Person ada;
    private Person bob;
    private Person carol;

    @BeforeEach
    void threeUsers() {
        ada = scene.person("Ada");
        bob = scene.person("Bob");
        carol = scene.person("Carol");
    }

    @Test
    void grantsAndFollowsWhoIsNamed() {
        scene.matched(ada, Mode.REPLACE, LEVEL_1 | LEVEL_2, bob, carol);

        assertThat(levels(bob)).containsExactly(1, 2);
        assertThat(levels(carol)).containsExactly(1, 2);
        as(ada).get("/v1/relationships")
                .then()
                .body("relationships.subscribed", org.hamcrest.Matchers.everyItem(org.hamcrest.Matchers.is(true)));
    }

    @Test
    void replacesOnlyOfThoseNamed() {
        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob, carol);

        scene.matched(ada, Mode.REPLACE, LEVEL_2, bob);

        assertThat(levels(bob)).containsExactly(2);
        assertThat(levels(carol)).containsExactly(1);
    }

    @Test
    void onlyAddsWhenMerging() {
        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob);

        scene.matched(ada, Mode.MERGE, LEVEL_2, bob, carol);

        assertThat(levels(bob)).containsExactly(1, 2);
        assertThat(levels(carol)).containsExactly(2);
    }

    @Test
    void takesBackOnlyWhatTheBookGave() {
        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob, carol);
        relate(ada, bob, Map.of("levels", List.of(1, 7), "subscribed", true)).statusCode(200);

        scene.matched(ada, Mode.REMOVE, 0, bob, carol);

        assertThat(levels(bob)).containsExactly(1, 7);
        assertThat(levels(carol)).isNull();
        scene.awaitPublished();
        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(ada.uid(), carol.uid()))
                        .getLast())
                .isEmpty();
    }

    @Test
    void letsTheHandOverruleTheBookUntilTheNextAct() {
        scene.matched(ada, Mode.REPLACE, LEVEL_1 | LEVEL_2, bob);
        relate(ada, bob, Map.of("levels", List.of(1), "subscribed", false)).statusCode(200);
        assertThat(levels(bob)).containsExactly(1);

        scene.matched(ada, Mode.REPLACE, LEVEL_1 | LEVEL_2, bob);

        assertThat(levels(bob)).containsExactly(1, 2);
        assertThat(scene.count("relationship where owner = " + ada.uid() + " and subscribed"))
                .isZero();
    }

    @Test
    void dropsAnActThatWasAppliedBefore() {
        var first = Scene.act(ada, Mode.REPLACE, 1, LEVEL_1, bob);
        produce(first);
        produce(Scene.act(ada, Mode.REMOVE, 2, 0, bob));
        produce(first);
        produce(Scene.act(ada, Mode.REPLACE, 3, LEVEL_2, carol));

        scene.awaitCount(1, "book_applied where version = 3 and owner = " + ada.uid());

        assertThat(levels(bob)).isNull();
    }

    @Test
    void appliesEveryPartOfAnAct() {
        produce(Scene.act(ada, Mode.REPLACE, 1, LEVEL_1, bob));
        produce(Scene.act(ada, Mode.REPLACE, 1, LEVEL_1, carol).toBuilder()
                .setPart(1)
                .build());

        scene.awaitCount(1, "book_applied where part = 1 and owner = " + ada.uid());

        assertThat(levels(bob)).containsExactly(1);
        assertThat(levels(carol)).containsExactly(1);
    }

    @Test
    void announcesOnlyWhatReallyChanged() {
        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob, carol);
        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob, carol);
        scene.matched(ada, Mode.MERGE, LEVEL_2, carol);
        scene.awaitPublished();

        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(ada.uid(), bob.uid())))
                .hasSize(1);
        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(ada.uid(), carol.uid())))
                .hasSize(2);
    }

    @Test
    void writesNoRowForAnUnchangedBook() {
        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob, carol);
        long before = version(bob);

        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob, carol);

        assertThat(version(bob)).isEqualTo(before);
    }

    @Test
    void takesPeersWhoAreNotAnnouncedYet() {
        var late = scene.somebody("shy");
        scene.matched(ada, Mode.REPLACE, LEVEL_1, late, late, ada);

        scene.join(late, "Late");

        assertThat(levels(late)).containsExactly(1);
        assertThat(levels(ada)).isNull();
    }

    @Test
    void revivesNobodyWhoLeft() {
        scene.leave(bob);

        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob, carol);

        scene.awaitCount(1, "relationship where owner = " + ada.uid());
        scene.awaitCount(0, "relationship where peer = " + bob.uid());
    }

    @Test
    void putsAPoisonedRecordAsideAndGoesOn() {
        scene.produce(Topic.CONTACTS_MATCHED, ada.uid(), new byte[] {1, 2, 3});
        scene.produce(
                Topic.CONTACTS_MATCHED,
                ada.uid(),
                ContactsMatched.newBuilder().setOwner(ada.uid()).build().toByteArray());

        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob);

        assertThat(levels(bob)).containsExactly(1);
        org.awaitility.Awaitility.await()
                .atMost(Scene.LIMIT)
                .until(() -> scene.events().all(Topic.CONTACTS_MATCHED.deadLetters()).stream()
                                .filter(record -> java.util.Arrays.equals(record.key(), Events.key(ada.uid())))
                                .filter(record -> record.headers().lastHeader("dead-letter-reason") != null)
                                .count()
                        == 2);
    }

    private void produce(ContactsMatched act) {
        scene.produce(Topic.CONTACTS_MATCHED, act.getOwner(), act.toByteArray());
    }

    private List<Integer> levels(Person peer) {
        return as(ada).get("/v1/relationships")
                .path("relationships.find { it.uid == %d }?.levels".formatted(peer.uid()));
    }

    private long version(Person peer) {
        return as(ada).get("/v1/relationships")
                .<Integer>path("relationships.find { it.uid == %d }.version".formatted(peer.uid()));
    }
}
