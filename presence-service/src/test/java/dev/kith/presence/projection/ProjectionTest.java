package dev.kith.presence.projection;

import static dev.kith.presence.Scene.LEVEL_5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Event;
import dev.kith.presence.OnTheStack;
import dev.kith.presence.Scene;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Events that come again, late, in another order, or broken.
@QuarkusTest
class ProjectionTest extends OnTheStack {

    @Test
    void dropsAnOlderProfile() throws Exception {
        long alice = scene.user();
        scene.profile(alice, 5, LEVEL_5, 1);

        scene.profile(alice, 4, 0, 0);
        scene.joined(alice, Scene.APP, Map.of("presence", 0));
        scene.profile(Scene.uidBehind(alice), 1, 0, 0);
        scene.joined(Scene.uidBehind(alice), Scene.APP, Map.of());

        assertThat(scene.number("select presence_levels from person where uid = " + alice))
                .isEqualTo(LEVEL_5);
        assertThat(scene.number("select last_seen_levels from person where uid = " + alice))
                .isEqualTo(1);
    }

    @Test
    void dropsAnOlderRelationship() throws Exception {
        long alice = scene.user();
        long bob = scene.user();
        scene.relationship(alice, bob, LEVEL_5, true, 3);

        scene.relationship(alice, bob, 0, false, 2);
        scene.grants(Scene.uidBehind(alice), bob, 0);

        assertThat(blocks(alice, bob)).isEqualTo(1);
    }

    @Test
    void takesANewRelationshipAfterATombstone() throws Exception {
        long alice = scene.user();
        long bob = scene.user();
        scene.relationship(alice, bob, LEVEL_5, true, 3);

        scene.noRelationship(alice, bob);
        scene.relationship(alice, bob, LEVEL_5, false, 1);

        assertThat(blocks(alice, bob)).isZero();
    }

    @Test
    void closesTheFieldsOfAProfileThatIsNoMore() {
        long alice = scene.user();
        scene.profile(alice, 1, 1, 1);

        scene.events().produce(Topic.PROFILE_UPDATED, Event.key(alice), null, Map.of());

        scene.awaitRows(1, "select count(*) from person where presence_levels = 0 and uid = " + alice);
    }

    @Test
    void takesTheAddressOfWhoMovedFromTheLatestAnnouncement() throws Exception {
        long alice = scene.user();
        scene.profile(alice, 3, LEVEL_5, 1);

        scene.moved(alice, "new@kith.test", alice + 7);
        scene.profile(alice, 4, LEVEL_5, 1); // said before it heard of the move
        scene.moved(alice, "older@kith.test", alice + 6);
        scene.joined(Scene.uidBehind(alice), Scene.APP, Map.of());

        assertThat(scene.number("select count(*) from person where address = 'new@kith.test' and uid = " + alice))
                .isOne();
        assertThat(scene.number("select presence_levels from person where uid = " + alice))
                .isEqualTo(LEVEL_5);
    }

    @Test
    void learnsWhoLeftBeforeTheyJoined() throws Exception {
        long alice = Scene.uid();

        scene.left(alice, Scene.APP);
        scene.joined(alice, Scene.APP, Map.of("presence", 1));

        assertThat(scene.number("select count(*) from person where address <> '' and uid = " + alice))
                .isZero();
    }

    @Test
    void putsAPoisonedRecordAsideAndGoesOn() {
        long alice = scene.user();
        long bob = scene.user();
        byte[] rubbish = {(byte) 0xff, 1, 2};

        scene.events().produce(Topic.RELATIONSHIP_UPDATED, Event.key(alice, bob), rubbish, Map.of());
        scene.grants(alice, bob, LEVEL_5);

        var dead = scene.events().all(Topic.RELATIONSHIP_UPDATED.deadLetters());
        assertThat(dead).anyMatch(record -> Arrays.equals(record.value(), rubbish));
    }

    @Test
    void putsAsideOnlyWhatIsBrokenAmongMany() throws Exception {
        long alice = scene.user();
        var friends = Stream.generate(Scene::uid).limit(100).toList();
        byte[] rubbish = {(byte) 0xff, 3, 4};

        for (long friend : friends) {
            scene.events()
                    .produce(Topic.RELATIONSHIP_UPDATED, Event.key(alice, friend), grant(alice, friend), Map.of());
            if (friend == friends.get(50)) {
                scene.events().produce(Topic.RELATIONSHIP_UPDATED, Event.key(alice, alice), rubbish, Map.of());
            }
        }

        scene.awaitRows(100, "select count(*) from relationship where levels = " + LEVEL_5 + " and owner = " + alice);
        var dead = scene.events().all(Topic.RELATIONSHIP_UPDATED.deadLetters());
        assertThat(dead).filteredOn(record -> isOf(record.key(), alice)).hasSize(1);
    }

    private static byte[] grant(long owner, long peer) {
        return RelationshipUpdated.newBuilder()
                .setOwner(owner)
                .setPeer(peer)
                .setLevels(LEVEL_5)
                .setVersion(1)
                .build()
                .toByteArray();
    }

    @Test
    void isRebuiltFromEmptyByTheSameEvents() throws Exception {
        long alice = scene.user();
        long bob = scene.user();
        scene.grants(alice, bob, LEVEL_5);
        scene.execute("delete from relationship where owner = " + alice);
        scene.execute("delete from person where uid in (%d, %d)".formatted(alice, bob));

        for (var topic : new Topic[] {Topic.RELATIONSHIP_UPDATED, Topic.USER_JOINED}) {
            scene.events().all(topic).stream()
                    .filter(record -> isOf(record.key(), alice) || isOf(record.key(), bob))
                    .forEach(record -> scene.events().produce(topic, record.key(), record.value(), Map.of()));
        }

        scene.awaitRows(1, "select count(*) from relationship where owner = " + alice + " and peer = " + bob);
        scene.awaitRows(2, "select count(*) from person where address <> '' and uid in (%d, %d)".formatted(alice, bob));
    }

    private static boolean isOf(byte[] key, long uid) {
        return Arrays.equals(Arrays.copyOf(key, Long.BYTES), Event.key(uid));
    }

    private long blocks(long owner, long peer) throws Exception {
        return scene.number("select count(*) from relationship where block_kinds = 31 and owner = " + owner
                + " and peer = " + peer);
    }
}
