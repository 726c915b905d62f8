package dev.kith.profile.user;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.relate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.google.protobuf.Value;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactsMatched.Mode;
import dev.kith.contracts.event.ProfileUpdated;
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
    void keepsTheProfileOfWhoMovesAndAnnouncesItWithTheNewAddress() throws Exception {
        var ada = scene.openPerson("Ada");
        var bob = scene.openPerson("Bob");
        scene.grants(ada, bob, 1);
        scene.follows(bob, ada);
        scene.goesOnline(bob);

        var moved = scene.move(ada, ada.uid() + 500);
        scene.announceMove(moved, ada.uid() + 500);
        scene.announceMove(ada, 0);
        scene.person("Somebody after her");
        scene.awaitPublished();

        as(moved).get("/v1/profile").then().body("version", is(2)).body("address", equalTo(moved.address()));
        Scene.look(bob, moved).statusCode(200).body("fields.name", equalTo("Ada"));
        var last = scene.records(Topic.PROFILE_UPDATED, Events.key(ada.uid())).getLast();
        assertThat(ProfileUpdated.parseFrom(last.orElseThrow()).getAddress()).isEqualTo(moved.address());
        var notice = scene.awaitNotice(ada, bob, 2);
        assertThat(notice.getAddress()).isEqualTo(moved.address());
        assertThat(notice.getFieldsMap())
                .containsEntry("name", Value.newBuilder().setStringValue("Ada").build());
        await().atMost(Scene.LIMIT)
                .untilAsserted(() -> assertThat(scene.notices(ada)).anySatisfy(end -> {
                    assertThat(end.getAddress()).isEqualTo(ada.address());
                    assertThat(end.getFieldsMap()).isEmpty();
                }));
        var changes = Scene.changes(bob, Map.of()).extract().jsonPath();
        assertThat(changes.getList("profiles.address"))
                .contains(moved.address())
                .doesNotContain(ada.address());
    }

    @Test
    void losesTheThreadToThoseWithWhomWhoMovesHasNothingToDo() {
        var ada = scene.openPerson("Ada");
        var friend = scene.openPerson("Friend");
        var stranger = scene.openPerson("Stranger");
        var blocked = scene.openPerson("Blocked");
        var blocker = scene.openPerson("Blocker");
        scene.grants(ada, friend, 1);
        for (var follower : List.of(friend, stranger, blocked)) {
            scene.matched(follower, Mode.REPLACE, Scene.LEVEL_1, ada);
        }
        relate(ada, blocked, Map.of("blocked", true)).statusCode(200);
        relate(blocker, ada, Map.of("blocked", true)).statusCode(200);
        var cursor = Scene.changes(stranger, Map.of()).extract().jsonPath().getString("cursor");

        var moved = scene.move(ada, ada.uid() + 500);

        assertThat(scene.count("relationship where levels > 0 and peer = " + ada.uid()))
                .isOne();
        assertThat(scene.count("relationship where peer = " + ada.uid() + " and owner = " + friend.uid()))
                .isOne();
        assertThat(scene.count("relationship where peer = " + ada.uid() + " and owner = " + blocker.uid()))
                .isOne();
        var news = Scene.changes(stranger, Map.of("cursor", cursor))
                .statusCode(200)
                .extract()
                .asString();
        assertThat(news).contains(ada.address()).doesNotContain(moved.address());
        scene.awaitPublished();
        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(stranger.uid(), ada.uid()))
                        .getLast())
                .isEmpty();
    }

    @Test
    void findsWhoMovedToAnAddressLastThoughTheirUidIsLower() {
        var viewer = scene.openPerson("Viewer");
        var mover = scene.openPerson("Mover");
        var before = scene.openPerson("Before");
        scene.grants(mover, viewer, 1);
        scene.follows(viewer, mover);
        scene.announceMove(new Scene.Person(mover.uid(), scene.app, before.address()), before.uid() + 1_000_000_000L);
        scene.awaitCount(2, "profile where address = '" + before.address() + "'");

        Scene.look(viewer, before).statusCode(200).body("uid", equalTo((int) mover.uid()));
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
