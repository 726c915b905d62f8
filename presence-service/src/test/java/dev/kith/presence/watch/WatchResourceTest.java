package dev.kith.presence.watch;

import static dev.kith.presence.Scene.LEVEL_5;
import static dev.kith.presence.Scene.address;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.PresenceNotice;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.local.testing.TestTokens;
import dev.kith.presence.OnTheStack;
import dev.kith.presence.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class WatchResourceTest extends OnTheStack {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private long alice;
    private long bob;

    @BeforeEach
    void aliceGrantsBob() {
        alice = scene.user();
        bob = scene.user();
        scene.grants(alice, bob, LEVEL_5);
    }

    @Test
    void answersThePresenceOfNowAndTheLease() {
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);

        scene.watch(bob, address(alice).toUpperCase(java.util.Locale.ROOT))
                .statusCode(200)
                .body("presence[0].address", equalTo(address(alice)))
                .body("presence[0].online", is(true))
                .body("presence[0].code", nullValue())
                .body("leaseSeconds", is(120));
    }

    @Test
    void doesNotGiveAwayAHiddenPersonWhoHoldsTheWatcher() {
        long hidden = scene.user();
        scene.relationship(hidden, bob, LEVEL_5, false, 1);

        scene.watch(bob, address(hidden)).statusCode(200).body("presence[0].code", equalTo("unreachable"));
    }

    @Test
    void showsOnlyWhatTheLevelsOpen() {
        scene.profile(alice, 1, 1 << 7, LEVEL_5);
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);

        scene.watch(bob, address(alice))
                .body("presence[0].online", nullValue())
                .body("presence[0].lastSeenAt", org.hamcrest.Matchers.notNullValue());
    }

    @Test
    void tellsNothingToWhomNoLevelIsOpen() {
        scene.profile(alice, 1, 1 << 7, 1 << 7);
        scene.watches(bob, alice);

        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.letPass();

        assertThat(scene.notices(alice)).isEmpty();
        scene.watch(bob, address(alice))
                .body("presence[0].address", equalTo(address(alice)))
                .body("presence[0].online", nullValue())
                .body("presence[0].lastSeenAt", nullValue());
    }

    @Test
    void tellsEachViewerWhatTheirLevelOpens() {
        long carol = scene.user();
        scene.profile(alice, 1, 1 << 6, LEVEL_5);
        scene.grants(alice, carol, 1 << 6);
        scene.watches(bob, alice);
        scene.watches(carol, alice);

        scene.opens(alice, "s1");

        assertThat(scene.notice(alice, carol, PresenceNotice::hasOnline).hasLastSeenAt())
                .isFalse();
        assertThat(scene.notice(alice, bob, PresenceNotice::hasLastSeenAt).hasOnline())
                .isFalse();
    }

    @Test
    void showsNobodysStateToOneWhoHidesTheirOwn() {
        scene.profile(bob, 1, 0, LEVEL_5);
        scene.watches(bob, alice);

        scene.opens(alice, "s1");

        assertThat(scene.notice(alice, bob, PresenceNotice::hasLastSeenAt).hasOnline())
                .isFalse();
        scene.watch(bob, address(alice))
                .body("presence[0].online", nullValue())
                .body("presence[0].lastSeenAt", org.hamcrest.Matchers.notNullValue());
    }

    @Test
    void showsNobodysLastSeenToOneWhoHidesTheirOwn() {
        scene.profile(bob, 1, LEVEL_5, 0);
        scene.watches(bob, alice);

        scene.opens(alice, "s1");

        assertThat(scene.notice(alice, bob, PresenceNotice::getOnline).hasLastSeenAt())
                .isFalse();
    }

    @Test
    void showsNothingOfOthersToOneWhoIsInvisible() {
        scene.choose(bob, "invisible").statusCode(200);
        scene.watches(bob, alice);

        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.letPass();

        assertThat(scene.notices(alice)).isEmpty();
        scene.watch(bob, address(alice), address(bob))
                .body("presence[0].online", nullValue())
                .body("presence[0].lastSeenAt", nullValue())
                .body("presence[1].online", is(false));
    }

    @Test
    void showsOthersAgainToOneWhoShowsThemselves() {
        scene.choose(bob, "invisible").statusCode(200);
        scene.watches(bob, alice);
        scene.choose(bob, "visible").statusCode(200);

        scene.opens(alice, "s1");

        scene.notice(alice, bob, PresenceNotice::getOnline);
    }

    @Test
    void withdrawsTheViewWhenALevelIsTaken() {
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.watches(bob, alice);

        scene.relationship(alice, bob, 0, false, 2);

        assertThat(scene.notice(alice, bob, notice -> !notice.hasOnline()).hasLastSeenAt())
                .isFalse();
    }

    @Test
    void givesTheViewWhenTheFieldIsOpened() {
        scene.profile(alice, 1, 0, 0);
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.watches(bob, alice);

        scene.profile(alice, 2, LEVEL_5, 0);

        assertThat(scene.notice(alice, bob, notice -> true).getOnline()).isTrue();
    }

    @Test
    void withdrawsTheViewWhenTheRelationshipEnds() {
        scene.watches(bob, alice);

        scene.noRelationship(alice, bob);

        assertThat(scene.notice(alice, bob, notice -> true).hasOnline()).isFalse();
    }

    @Test
    void showsNothingOnceAGrantForATimeIsOver() {
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.related(forATime(Duration.ofHours(1), 2));
        scene.watch(bob, address(alice)).body("presence[0].online", is(true));
        scene.related(forATime(Duration.ofSeconds(1), 3));

        // Nobody tells of the end; it is true by itself.
        await().atMost(LIMIT)
                .untilAsserted(() -> scene.watch(bob, address(alice))
                        .body("presence[0].address", equalTo(address(alice)))
                        .body("presence[0].online", nullValue())
                        .body("presence[0].lastSeenAt", nullValue()));
    }

    @Test
    void withdrawsTheViewWhenTheEndOfAGrantIsTold() {
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.related(forATime(Duration.ofHours(1), 2));
        scene.watches(bob, alice);

        scene.relationship(alice, bob, 0, false, 3);

        assertThat(scene.notice(alice, bob, notice -> !notice.hasOnline()).hasLastSeenAt())
                .isFalse();
    }

    @Test
    void hidesThePresenceAloneByABlockOfIt() {
        scene.grants(bob, alice, LEVEL_5);
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.watches(bob, alice);

        scene.related(blocks(BlockKind.PRESENCE));

        assertThat(scene.notice(alice, bob, notice -> !notice.hasOnline()).hasLastSeenAt())
                .isFalse();
        // As if no level were granted: there is no telling the two apart.
        scene.watch(bob, address(alice))
                .body("presence[0].address", equalTo(address(alice)))
                .body("presence[0].code", nullValue())
                .body("presence[0].online", nullValue());
        scene.watch(alice, address(bob)).body("presence[0].online", is(false));
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockKind.class,
            names = {"MESSAGES", "GROUP_MESSAGES", "CALLS", "PROFILE"})
    void showsThePresenceIfSomethingElseIsBlocked(BlockKind kind) {
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);

        scene.related(blocks(kind));

        scene.watch(bob, address(alice)).body("presence[0].online", is(true));
    }

    private RelationshipUpdated.Builder blocks(BlockKind kind) {
        return RelationshipUpdated.newBuilder()
                .setOwner(alice)
                .setPeer(bob)
                .setLevels(LEVEL_5)
                .setBlocked(true)
                .setBlockKinds(BlockKinds.mask(List.of(kind)))
                .setVersion(2);
    }

    private RelationshipUpdated.Builder forATime(Duration time, long version) {
        return RelationshipUpdated.newBuilder()
                .setOwner(alice)
                .setPeer(bob)
                .setLevels(LEVEL_5)
                .setLevelsUntil(Instant.now().plus(time).toEpochMilli())
                .setVersion(version);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void blockCutsBothWaysAndLooksLikeNobody(boolean aliceBlocks) {
        scene.grants(bob, alice, LEVEL_5);
        scene.watches(bob, alice);
        scene.watches(alice, bob);

        scene.relationship(aliceBlocks ? alice : bob, aliceBlocks ? bob : alice, LEVEL_5, true, 2);

        scene.notice(alice, bob, notice -> !notice.hasOnline() && !notice.hasLastSeenAt());
        scene.notice(bob, alice, notice -> !notice.hasOnline() && !notice.hasLastSeenAt());
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.letPass();
        assertThat(scene.notices(alice)).hasSize(1);
        scene.watch(bob, address(alice), "nobody")
                .statusCode(200)
                .body("presence[0]", equalTo(Map.of("address", address(alice), "code", "unreachable")))
                .body("presence[1]", equalTo(Map.of("address", "nobody", "code", "unreachable")));
        scene.watch(alice, address(bob)).body("presence[0].code", equalTo("unreachable"));
    }

    @Test
    void asksContactSyncForStrangers() {
        long stranger = scene.user();
        scene.profile(stranger, 1, 1, 0);
        var address = "found-" + stranger;

        scene.watch(bob, address).body("presence[0].address", equalTo(address)).body("presence[0].online", is(false));

        scene.opens(stranger, "s1");
        assertThat(scene.notice(stranger, bob, PresenceNotice::getOnline).hasLastSeenAt())
                .isFalse();
    }

    @Test
    void isUnavailableWhileContactSyncIsAndStillAnswersForRelations() {
        scene.watch(bob, address(alice), "broken")
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("unavailable"));

        scene.watch(bob, address(alice)).statusCode(200);
    }

    @Test
    void doesNotFindUsersOfAnotherApp() {
        long other = Scene.uid();
        scene.joined(other, "app_other", Map.of("presence", 1));
        scene.relationship(other, bob, LEVEL_5, false, 1);

        scene.watch(bob, address(other)).body("presence[0].code", equalTo("unreachable"));
        scene.watch(bob, "found-" + other).body("presence[0].online", nullValue());
    }

    @Test
    void replacesTheFormerListAndAnEmptyOneReleases() {
        long carol = scene.user();
        scene.grants(carol, bob, LEVEL_5);
        scene.watches(bob, alice, carol);

        scene.watches(bob, carol);
        scene.opens(alice, "s1");
        scene.opens(carol, "s1");
        scene.notice(carol, bob, PresenceNotice::getOnline);
        scene.watch(bob).body("presence", hasSize(0));
        scene.closes(carol, "s1");
        scene.awaitOffline(carol);
        scene.letPass();

        assertThat(scene.notices(alice)).isEmpty();
        assertThat(scene.notices(carol)).hasSize(1);
    }

    @Test
    void keepsWhatAnotherDeviceOfTheUserWatches() {
        scene.watches(bob, alice);
        given().auth()
                .oauth2(TestTokens.user(bob, Scene.APP, "tablet"))
                .contentType(ContentType.JSON)
                .body(Map.of("addresses", new String[] {address(alice)}))
                .put("/v1/presence/watch")
                .then()
                .statusCode(200);

        scene.watch(bob).statusCode(200);
        scene.opens(alice, "s1");

        scene.notice(alice, bob, PresenceNotice::getOnline);
    }

    @Test
    void goesOnWatchingAfterAFlush() {
        scene.watches(bob, alice);

        redis.flushall();
        await().atMost(Scene.LIMIT).until(() -> redis.key().exists("kith:watch:{" + alice + "}"));
        scene.opens(alice, "s1");

        scene.notice(alice, bob, PresenceNotice::getOnline);
    }

    @Test
    void tellsNothingAfterTheLeaseEnded() {
        scene.watches(bob, alice);
        redis.sortedSet(String.class)
                .zadd("kith:watch:{" + alice + "}", System.currentTimeMillis() - 1.0, Long.toString(bob));

        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.letPass();

        assertThat(scene.notices(alice)).isEmpty();
    }

    @Test
    void doesNotTellWhoDoesNotWatch() {
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.letPass();

        assertThat(scene.notices(alice)).isEmpty();
    }

    @Test
    void erasesAUserWhoLeaves() throws Exception {
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.watches(bob, alice);

        scene.left(alice, Scene.APP);

        scene.notice(alice, bob, notice -> !notice.hasOnline() && !notice.hasLastSeenAt());
        scene.watch(bob, address(alice)).body("presence[0].code", equalTo("unreachable"));
        assertThat(scene.number("select count(*) from relationship where " + alice + " in (owner, peer)"))
                .isZero();
        scene.joined(alice, Scene.APP, Map.of("presence", 1)); // late
        assertThat(scene.number("select count(*) from person where address <> '' and uid = " + alice))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"addresses\": null} | 400 | invalid-value",
                "{} | 400 | invalid-value",
                "{\"addresses\": [\"\"]} | 400 | invalid-value",
                "{\"addresses\": [\"a\\ud800\"]} | 400 | invalid-value",
                "{\"addresses\": [null]} | 400 | invalid-value",
                "{\"addresses\": \"alice\"} | 400 | invalid-value",
                "{\"addresses\": [{}]} | 400 | invalid-value",
                "{\"addresses\": [], \"more\": 1} | 400 | unknown-field",
                "{\"addresses\" | 400 | bad-request",
                "[] | 400 | invalid-value",
            })
    void refusesBadBodies(String body, int status, String code) {
        given().auth()
                .oauth2(TestTokens.user(bob, Scene.APP, "phone"))
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/presence/watch")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @Test
    void saysOfANumberThatIsNoneThatItIsNone() {
        scene.watch(bob, address(alice), "+49 123")
                .statusCode(200)
                .body("presence[0].code", nullValue())
                .body("presence[1].address", equalTo("+49 123"))
                .body("presence[1].code", equalTo("invalid-number"));
    }

    @Test
    void saysOfWhatCannotBeAnAddressThatItIsNone() {
        scene.watch(bob, "a\0b", address(alice), "030 123456", "a\u200bb")
                .statusCode(200)
                .body("presence[0].code", equalTo("invalid-number"))
                .body("presence[1].code", nullValue())
                .body("presence[2].code", equalTo("unreachable")) // who knows the region is asked
                .body("presence[3].code", equalTo("invalid-number"));
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        scene.watch(bob, "a".repeat(1_100_000)).statusCode(413).body("code", equalTo("too-large"));
    }

    @Test
    void refusesTooManyAndTooLongAddresses() {
        scene.watch(bob, Collections.nCopies(501, "a").toArray(String[]::new))
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
        scene.watch(bob, "a".repeat(300)).statusCode(400).body("code", equalTo("invalid-value"));
    }

    @Test
    void refusesWhoIsNoUser() {
        given().contentType(ContentType.JSON)
                .body("{\"addresses\": []}")
                .put("/v1/presence/watch")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
        given().auth()
                .oauth2(TestTokens.admin(Scene.APP, "users:write"))
                .contentType(ContentType.JSON)
                .body("{\"addresses\": []}")
                .put("/v1/presence/watch")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }
}
