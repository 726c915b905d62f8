package dev.kith.profile.following;

import static dev.kith.profile.Scene.LEVEL_1;
import static dev.kith.profile.Scene.LIMIT;
import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.batch;
import static dev.kith.profile.Scene.look;
import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactsMatched.Mode;
import dev.kith.contracts.event.ConversationBegun;
import dev.kith.contracts.event.ConversationBegun.Side;
import dev.kith.local.testing.Events;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom users follow without having said so.
@QuarkusTest
class FollowingTest extends OnTheStack {
    private Person ada;
    private Person bob;

    @BeforeEach
    void strangers() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
    }

    @Test
    void followsWhoWrites() {
        begun(ada, bob, Side.RECEIVED);

        awaitFollowing(ada, bob);
        as(ada).get("/v1/relationships")
                .then()
                .body("relationships[0].subscribed", is(true))
                .body("relationships[0].automatic", is(true))
                .body("relationships[0].levels", equalTo(List.of()));
    }

    @Test
    void followsWhoseProfileIsOpened() {
        look(ada, bob).statusCode(200);

        assertThat(follows(ada, bob)).isTrue();
        assertThat(follows(bob, ada)).isFalse();
    }

    @Test
    void opensNothingByAMessageOfAStranger() {
        ada = scene.person("Ada");
        sets(ada, "status", "away", 2);
        sets(bob, "status", "busy", 2);
        scene.goesOnline(ada, bob);

        begun(ada, bob, Side.RECEIVED);
        begun(bob, ada, Side.SENT);
        awaitFollowing(ada, bob);
        awaitCount("took_part", bob, ada);

        // Ada may know of Bob, who wrote to her, and no more than is for everybody; to Bob she is nobody as before.
        look(ada, bob).statusCode(200).body("fields", equalTo(Map.of()));
        look(bob, ada).statusCode(404).body("code", equalTo("unreachable"));
        batch(bob, Map.of("uids", List.of(ada.uid()))).body("results[0].code", equalTo("unreachable"));
        sets(ada, "status", "back", 2);
        sets(bob, "status", "done", 2);
        scene.awaitPublished();
        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(ada.uid(), bob.uid())))
                .as("what other services hear of it")
                .isEmpty();
        assertThat(scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(bob.uid(), ada.uid())))
                .isEmpty();
        assertThat(scene.notices(ada)).isEmpty();
        assertThat(scene.notices(bob)).isEmpty();
    }

    @Test
    void hearsOfWhatIsForEverybody() {
        scene.goesOnline(ada);
        begun(ada, bob, Side.RECEIVED);
        awaitFollowing(ada, bob);

        sets(bob, "motto", "hello all", 0);

        assertThat(scene.awaitNotice(bob, ada, 0).getFieldsMap()).containsOnlyKeys("motto");
    }

    @Test
    void followsNobodyIfItIsTurnedOff() {
        turn(ada, false);

        look(ada, bob).statusCode(200);
        begun(ada, bob, Side.RECEIVED);
        begun(ada, scene.person("Marker"), Side.SENT);
        await().atMost(LIMIT).until(() -> scene.count("relationship where took_part and owner = " + ada.uid()) == 1);

        assertThat(follows(ada, bob)).isFalse();
        as(ada).get("/v1/account/automatic-sync").then().body("automaticSync", is(false));
        turn(ada, true);
        look(ada, bob);
        assertThat(follows(ada, bob)).isTrue();
    }

    @Test
    void heedsWhatWasSaidByHand() {
        relate(ada, bob, Map.of("subscribed", false));
        look(ada, bob);
        begun(ada, bob, Side.SENT);
        awaitCount("took_part", ada, bob);
        scene.grants(bob, ada, 1);

        assertThat(follows(ada, bob)).isFalse();

        relate(ada, bob, Map.of("block", List.of("calls"), "subscribed", false));
        look(ada, bob);
        assertThat(follows(ada, bob)).isFalse();
    }

    @Test
    void stopsFollowingByHand() {
        look(ada, bob);

        relate(ada, bob, Map.of("subscribed", false)).body("subscribed", is(false));
        look(ada, bob);

        assertThat(follows(ada, bob)).isFalse();
    }

    @Test
    void takesNoNoteOfWhoIsBlocked() {
        relate(ada, bob, Map.of("block", List.of("messages")));

        begun(ada, bob, Side.RECEIVED);
        begun(ada, bob, Side.SENT);
        awaitCount("took_part", ada, bob);

        assertThat(follows(ada, bob)).isFalse();
    }

    @Test
    void followsBackWhomTheBookKnows() {
        scene.matched(bob, Mode.REPLACE, 0, ada);
        relate(bob, ada, Map.of("subscribed", true));
        scene.matched(ada, Mode.REPLACE, LEVEL_1, bob);

        assertThat(follows(bob, ada)).isTrue();
    }

    /// Bob syncs without following anybody; all that is left to have him follow is that Ada grants him something.
    @ParameterizedTest
    @ValueSource(strings = {"all", "no grant", "not known", "turned off", "book only", "only received"})
    void followsBackOnlyIfAllIsSo(String what) {
        boolean known = !what.equals("not known") && !what.equals("only received");
        if (what.equals("turned off")) {
            turn(bob, false);
        }
        if (what.equals("only received")) {
            turn(bob, false);
            begun(bob, ada, Side.RECEIVED);
            var marker = scene.person("Marker");
            begun(bob, marker, Side.SENT);
            awaitCount("took_part", bob, marker);
            turn(bob, true);
        }
        if (known && what.equals("book only")) {
            inBookUnfollowed(bob, ada);
        } else if (known) {
            begun(bob, ada, Side.SENT);
            awaitCount("took_part", bob, ada);
        }

        if (!what.equals("no grant")) {
            scene.grants(ada, bob, 1);
        }

        assertThat(follows(bob, ada)).isEqualTo(what.equals("all") || what.equals("book only"));
    }

    @Test
    void followsBackWhenTheAcquaintanceComesLater() {
        scene.grants(ada, bob, 1);
        assertThat(follows(bob, ada)).isFalse();

        begun(bob, ada, Side.SENT);

        awaitFollowing(bob, ada);
    }

    @Test
    void endsWithTheEntryOfTheBook() {
        inBookUnfollowed(bob, ada);
        scene.grants(ada, bob, 1);
        assertThat(follows(bob, ada)).isTrue();

        scene.matched(bob, Mode.REMOVE, 0, ada);

        assertThat(follows(bob, ada)).isFalse();
    }

    @Test
    void makesUpForWhatACrashAfterTheCommitLeftOut() throws Exception {
        scene.grants(ada, bob, 1);
        inBookUnfollowed(bob, ada);
        awaitFollowing(bob, ada);
        // As if the service had died between the act and what follows from it: the act comes again.
        try (var database = scene.database();
                var statement = database.createStatement()) {
            statement.execute("update relationship set auto_subscribed = false where owner = " + bob.uid());
        }

        inBookUnfollowed(bob, ada);

        awaitFollowing(bob, ada);
    }

    @RepeatedTest(10)
    void missesNothingWhenGrantAndAcquaintanceComeAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(List.<Callable<Boolean>>of(
                    () -> {
                        scene.grants(ada, bob, 1);
                        return true;
                    },
                    () -> {
                        begun(bob, ada, Side.SENT);
                        return true;
                    }));
        }

        awaitFollowing(bob, ada);
    }

    @Test
    void leavesNothingOfWhoLeaves() {
        turn(ada, false);
        begun(bob, ada, Side.RECEIVED);
        awaitFollowing(bob, ada);

        scene.leave(ada);
        begun(bob, ada, Side.SENT);
        begun(bob, scene.person("Marker"), Side.SENT);
        await().atMost(LIMIT).until(() -> scene.count("relationship where took_part and owner = " + bob.uid()) == 1);

        assertThat(scene.count("relationship where " + ada.uid() + " in (owner, peer)"))
                .isZero();
        assertThat(scene.count("automatic_sync_off where uid = " + ada.uid())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"automaticSync\":\"yes\"}", "{\"automatic\":true}", ""})
    void refusesWhatIsNoSetting(String body) {
        as(ada).body(body).put("/v1/account/automatic-sync").then().statusCode(400);
    }

    /// As the book has it, with a subscription that was given and is taken back by the sync that follows nobody.
    private void inBookUnfollowed(Person owner, Person peer) {
        var act = dev.kith.profile.Scene.act(owner, Mode.REPLACE, 0, 0, peer).toBuilder()
                .setSubscribe(false);
        scene.produce(Topic.CONTACTS_MATCHED, owner.uid(), act.build().toByteArray());
        awaitCount("in_book", owner, peer);
    }

    private void turn(Person person, boolean on) {
        as(person)
                .body(Map.of("automaticSync", on))
                .put("/v1/account/automatic-sync")
                .then()
                .statusCode(200)
                .body("automaticSync", is(on));
    }

    private void begun(Person owner, Person peer, Side side) {
        scene.produce(
                Topic.CONVERSATION_BEGUN,
                owner.uid(),
                ConversationBegun.newBuilder()
                        .setOwner(owner.uid())
                        .setApp(owner.app())
                        .setPeer(peer.uid())
                        .setSide(side)
                        .build()
                        .toByteArray());
    }

    private void awaitFollowing(Person who, Person whom) {
        await().atMost(LIMIT).until(() -> follows(who, whom));
    }

    private boolean follows(Person who, Person whom) {
        return scene.count(pair("subscribed", who, whom)) == 1;
    }

    private void awaitCount(String flag, Person owner, Person peer) {
        scene.awaitCount(1, pair(flag, owner, peer));
    }

    private static String pair(String flag, Person owner, Person peer) {
        return "relationship where %s and owner = %d and peer = %d".formatted(flag, owner.uid(), peer.uid());
    }
}
