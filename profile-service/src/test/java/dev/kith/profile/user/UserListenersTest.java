package dev.kith.profile.user;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.relate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactsMatched.Mode;
import dev.kith.contracts.event.UserJoined;
import dev.kith.local.testing.Events;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UserListenersTest extends OnTheStack {
    @Test
    void createsAProfileOnceAndKeepsIt() {
        var ada = scene.person("Ada");
        Scene.sets(ada, "name", "Ada L.", 1);

        scene.announce(ada, "Ada");
        scene.person("Somebody after her");

        as(ada).get("/v1/profile").then().body("version", is(2)).body("fields.name.value", equalTo("Ada L."));
    }

    @Test
    void erasesWhoLeavesWithTombstones() {
        var ada = scene.openPerson("Ada");
        var bob = scene.openPerson("Bob");
        scene.matched(ada, Mode.REPLACE, Scene.LEVEL_1, bob);
        relate(bob, ada, Map.of("levels", List.of(1))).statusCode(200);

        scene.leave(ada);
        scene.awaitPublished();

        for (var key : List.of(Events.key(ada.uid(), bob.uid()), Events.key(bob.uid(), ada.uid()))) {
            assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, key)).hasSizeGreaterThan(1);
            assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, key).getLast()).isEmpty();
        }
        assertThat(scene.records(Topic.PROFILE_UPDATED, Events.key(ada.uid())).getLast())
                .isEmpty();
        assertThat(scene.count("book_applied where owner = " + ada.uid())).isZero();
    }

    @Test
    void revivesNobodyWhoseLeavingCameFirst() {
        var ada = scene.somebody("open");
        scene.leave(ada);
        scene.awaitCount(1, "departed where uid = " + ada.uid());

        scene.announce(ada, "Ada");

        // Same partition, so it comes after.
        scene.produce(
                Topic.USER_JOINED, ada.uid(), joined(ada.uid() + 1_000_000_000).toByteArray());
        scene.awaitCount(1, "profile where uid = " + (ada.uid() + 1_000_000_000));
        assertThat(scene.count("profile where uid = " + ada.uid())).isZero();
    }

    @Test
    void findsTheLivingOneOfTwoWithOneAddress() {
        var viewer = scene.openPerson("Viewer");
        var first = scene.openPerson("First");
        var second = scene.join(new Scene.Person(scene.somebody("x").uid(), scene.app, first.address()), "Second");
        scene.grants(second, viewer, 1);
        scene.matched(viewer, Mode.MERGE, 0, second);

        Scene.look(viewer, first).statusCode(200).body("fields.name", equalTo("Second"));
    }

    @Test
    void putsAPoisonedUserAsideAndGoesOn() {
        var ada = scene.somebody("open");
        scene.produce(Topic.USER_JOINED, ada.uid(), new byte[] {(byte) 0xff});
        scene.produce(
                Topic.USER_JOINED, ada.uid(), UserJoined.getDefaultInstance().toByteArray());

        scene.join(ada, "Ada");

        assertThat(scene.count("profile where uid = " + ada.uid())).isEqualTo(1);
    }

    private UserJoined joined(long uid) {
        return UserJoined.newBuilder()
                .setUid(uid)
                .setApp(scene.app)
                .setAddress("after-" + uid)
                .build();
    }
}
