package dev.kith.profile.user;

import static dev.kith.profile.Scene.LEVEL_1;
import static dev.kith.profile.Scene.LIMIT;
import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.changes;
import static dev.kith.profile.Scene.look;
import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.ContactsMatched.Mode;
import dev.kith.contracts.event.ConversationBegun;
import dev.kith.contracts.event.ConversationBegun.Side;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.TestTokens;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who hears of the address to which somebody has moved, and what is left of the others.
@QuarkusTest
class MovingTest extends OnTheStack {
    private static final int CALLS = 1 << BlockKind.CALLS_VALUE;

    private Person ada;
    private Person bob;
    private Person friend;

    @BeforeEach
    void adaAndWhoFollowHer() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
        friend = scene.openPerson("Friend");
        sets(ada, "motto", "for all", 0);
        scene.follows(ada, friend);
        scene.follows(friend, ada);
    }

    @ParameterizedTest
    @ValueSource(strings = {"was written to", "opened the profile", "blocks messages", "granted until a while ago"})
    void losesTheThreadToWhomTheMoverSaidNothing(String what) throws Exception {
        scene.matched(bob, Mode.REPLACE, LEVEL_1, ada);
        adaDoes(what);
        var cursor = current(bob);
        scene.goesOnline(bob, friend);

        var moved = scene.move(ada, ada.uid() + 500);

        assertThat(scene.count(ofBobAbout(ada))).isZero();
        as(bob).get("/v1/relationships").then().body("relationships.size()", is(0));
        assertThat(changes(bob, Map.of("cursor", cursor)).extract().asString())
                .contains(ada.address())
                .doesNotContain(moved.address());
        assertThatBobHearsNothingOf(moved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grants", "grants for a time", "follows", "has in the book", "wrote to", "is paired with"})
    void keepsTheThreadOfWhomTheMoverKnows(String what) throws Exception {
        scene.matched(bob, Mode.REPLACE, LEVEL_1, ada);
        adaDoes(what);

        var moved = scene.move(ada, ada.uid() + 500);

        assertThat(scene.count(ofBobAbout(ada) + " and subscribed and levels = " + LEVEL_1))
                .isOne();
        look(bob, moved).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"calls, nobody", "calls, hidden", "all, nobody", "all, hidden"})
    void leavesNothingButTheBlockOfWhoBlocksTheMover(String kind, String bobIs) throws Exception {
        scene.matched(bob, Mode.REPLACE, LEVEL_1, ada);
        if (bobIs.equals("hidden")) {
            relate(ada, bob, Map.of("block", List.of("profile"))).statusCode(200);
        }
        relate(bob, ada, Map.of("levels", List.of(1, 2), "expiresIn", 3600)).statusCode(200);
        relate(bob, ada, kind.equals("all") ? Map.of("blocked", true) : Map.of("block", List.of(kind)))
                .statusCode(200);
        relate(bob, ada, Map.of("levels", List.of(1), "subscribed", true)).statusCode(200);
        var cursor = current(bob);
        scene.goesOnline(bob, friend);

        var moved = scene.move(ada, ada.uid() + 500);
        scene.announceMove(moved, ada.uid() + 500);
        scene.person("Somebody after her");

        var news = changes(bob, Map.of("cursor", cursor)).extract();
        assertThat(news.asString()).doesNotContain(moved.address());
        assertThat(news.jsonPath().getList("gone", String.class)).contains(ada.address());
        assertThat(scene.count(ofBobAbout(ada))).isOne();
        assertThat(scene.count(ofBobAbout(ada) + " and block_kinds <> 0 and emptied_at is null and levels = 0"
                        + " and timed_levels = 0 and timed_until is null and not subscribed and own_subscribed is null"
                        + " and not in_book and not took_part"))
                .isOne();
        assertThatBobHearsNothingOf(moved);
        var told = told(bob, ada);
        assertThat(told.getLevels()).isZero();
        assertThat(told.getLevelsUntil()).isZero();
        assertThat(told.getSubscribed()).isFalse();
        assertThat(told.getBlocked()).isTrue();
        assertThat(told.getBlockKinds()).isEqualTo(kind.equals("all") ? 31 : CALLS);
    }

    @Test
    void leavesNothingButThePairToWhomTheMoverHidesFrom() throws Exception {
        scene.matched(bob, Mode.REPLACE, LEVEL_1, ada);
        adaDoes("is paired with");
        relate(ada, bob, Map.of("block", List.of("profile"))).statusCode(200);
        var cursor = current(bob);

        var moved = scene.move(ada, ada.uid() + 500);

        assertThat(scene.count(ofBobAbout(ada) + " and paired and not subscribed and levels = 0"))
                .isOne();
        assertThat(changes(bob, Map.of("cursor", cursor)).extract().asString())
                .contains(ada.address())
                .doesNotContain(moved.address());
        assertThat(told(bob, ada).getPaired()).isTrue();
        assertThat(told(bob, ada).getLevels()).isZero();
    }

    @Test
    void tellsOfTheNewAddressAgainToWhoFollowedIt() {
        relate(bob, ada, Map.of("subscribed", true, "block", List.of("calls"))).statusCode(200);
        var moved = scene.move(ada, ada.uid() + 500);

        relate(bob, moved, Map.of("subscribed", true)).statusCode(200);
        var followed = changes(bob, Map.of()).extract().jsonPath();
        relate(bob, moved, Map.of("subscribed", false)).statusCode(200);
        var left = changes(bob, Map.of("cursor", followed.getString("cursor")))
                .extract()
                .jsonPath();

        assertThat(followed.getList("profiles.address", String.class)).containsExactly(moved.address());
        assertThat(left.getList("gone", String.class)).containsExactly(moved.address());
    }

    private void adaDoes(String what) throws SQLException {
        switch (what) {
            case "was written to" -> begun(Side.RECEIVED, "auto_subscribed");
            case "wrote to" -> begun(Side.SENT, "took_part");
            case "opened the profile" -> look(ada, bob).statusCode(200);
            case "blocks messages" ->
                relate(ada, bob, Map.of("block", List.of("messages"))).statusCode(200);
            case "grants" -> scene.grants(ada, bob, 1);
            case "grants for a time" ->
                relate(ada, bob, Map.of("levels", List.of(1), "expiresIn", 3600))
                        .statusCode(200);
            case "granted until a while ago" -> grantsUntilAWhileAgo();
            case "follows" -> scene.follows(ada, bob);
            case "has in the book" -> inBookAlone();
            case "is paired with" ->
                given().auth()
                        .oauth2(TestTokens.admin(scene.app, "relationships:write"))
                        .put("/v1/admin/pairs/{one}/{other}", ada.uid(), bob.uid())
                        .then()
                        .statusCode(200);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void begun(Side side, String flag) {
        var begun = ConversationBegun.newBuilder()
                .setOwner(ada.uid())
                .setApp(ada.app())
                .setPeer(bob.uid())
                .setSide(side);
        scene.produce(Topic.CONVERSATION_BEGUN, ada.uid(), begun.build().toByteArray());
        scene.awaitCount(1, "relationship where " + flag + " and owner = " + ada.uid() + " and peer = " + bob.uid());
    }

    private void grantsUntilAWhileAgo() throws SQLException {
        relate(ada, bob, Map.of("levels", List.of(1), "expiresIn", 3600)).statusCode(200);
        try (var database = scene.database();
                var statement = database.createStatement()) {
            statement.execute("update relationship set timed_until = now() - interval '1s' where owner = " + ada.uid()
                    + " and peer = " + bob.uid());
        }
    }

    private void inBookAlone() {
        var act = Scene.act(ada, Mode.REPLACE, 1, 0, bob).toBuilder().setSubscribe(false);
        scene.produce(Topic.CONTACTS_MATCHED, ada.uid(), act.build().toByteArray());
        scene.awaitCount(1, "relationship where in_book and owner = " + ada.uid() + " and peer = " + bob.uid());
    }

    /// The friend sees the same and is in the same chunk, so what Bob is told he has by then.
    private void assertThatBobHearsNothingOf(Person moved) {
        await().atMost(LIMIT)
                .until(() -> scene.notices(ada).stream()
                        .anyMatch(notice -> notice.getAddress().equals(moved.address())
                                && notice.getRecipientsList().contains(friend.uid())));
        assertThat(scene.notices(ada))
                .filteredOn(notice -> notice.getAddress().equals(moved.address()))
                .noneMatch(notice -> notice.getRecipientsList().contains(bob.uid()));
    }

    private String ofBobAbout(Person peer) {
        return "relationship where owner = " + bob.uid() + " and peer = " + peer.uid();
    }

    private static String current(Person viewer) {
        return changes(viewer, Map.of()).extract().jsonPath().getString("cursor");
    }

    /// What other services heard last of what one said about the other.
    private RelationshipUpdated told(Person owner, Person peer) throws Exception {
        scene.awaitPublished();
        return RelationshipUpdated.parseFrom(
                scene.records(Topic.RELATIONSHIP_UPDATED, Events.key(owner.uid(), peer.uid()))
                        .getLast()
                        .orElseThrow());
    }
}
