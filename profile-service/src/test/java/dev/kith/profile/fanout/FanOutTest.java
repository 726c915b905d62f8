package dev.kith.profile.fanout;

import static dev.kith.profile.Scene.LEVEL_1;
import static dev.kith.profile.Scene.LEVEL_2;
import static dev.kith.profile.Scene.fields;
import static dev.kith.profile.Scene.patch;
import static dev.kith.profile.Scene.recipients;
import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.event.ContactsMatched.Mode;
import dev.kith.contracts.event.ProfileNotice;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FanOutTest extends OnTheStack {
    private Person ada;
    private Person near;
    private Person alsoNear;
    private Person far;
    private Person offline;

    @BeforeEach
    void adaHasFollowers() {
        ada = scene.openPerson("Ada");
        near = follower(1, 2);
        alsoNear = follower(1, 2, 5);
        far = follower(1);
        offline = follower(1, 2);
        scene.awaitStandings(ada);
        scene.goesOnline(near, alsoNear, far);
    }

    @Test
    void tellsThoseOnlineOneNoticeForEachView() {
        sets(ada, "status", "busy", 2);
        scene.awaitNotice(ada, near, 2);
        sets(ada, "name", "Ada L.", 1);
        scene.awaitNotice(ada, far, 3);
        scene.awaitNotice(ada, near, 3);

        var ofStatus = ofVersion(2);
        var ofName = ofVersion(3);

        assertThat(ofStatus).hasSize(1);
        assertThat(recipients(ofStatus)).isEqualTo(Set.of(near.uid(), alsoNear.uid()));
        assertThat(fields(ofStatus.getFirst())).isEqualTo(Map.of("name", "Ada", "status", "busy"));
        assertThat(ofName).hasSize(2);
        assertThat(recipients(ofName)).isEqualTo(Set.of(near.uid(), alsoNear.uid(), far.uid()));
        assertThat(ofName).allMatch(notice -> notice.getAddress().equals(ada.address()));
    }

    @Test
    void tellsTenEditsInARowOnceAsTheProfileStandsAfterThem() throws SQLException {
        try (var held = scene.holdEvents()) {
            for (int i = 1; i <= 10; i++) {
                sets(ada, "status", "busy " + i, 2);
            }
        }
        scene.awaitNotice(ada, near, 11);
        scene.grants(ada, far, 1, 9);
        sets(ada, "end", "of it", 9);
        scene.awaitNotice(ada, far, 12);

        assertThat(scene.notices(ada))
                .filteredOn(notice -> notice.getVersion() < 12)
                .hasSize(1);
        assertThat(fields(ofVersion(11).getFirst())).isEqualTo(Map.of("name", "Ada", "status", "busy 10"));
        assertThat(recipients(ofVersion(11))).isEqualTo(Set.of(near.uid(), alsoNear.uid()));
    }

    @Test
    void withdrawsALevelInTheMiddleOfAWindowAndNeverShowsItAgain() {
        sets(ada, "status", "busy", 2);
        scene.awaitNotice(ada, near, 2);

        sets(ada, "status", "on the train", 2);
        scene.grants(ada, near, 1);
        sets(ada, "status", "at home", 2);
        awaitLast(near, Map.of("name", "Ada"));
        scene.awaitNotice(ada, alsoNear, 4);
        sets(ada, "name", "Ada L.", 1);
        scene.awaitNotice(ada, near, 5);

        var toNear = scene.notices(ada).stream()
                .filter(notice -> notice.getRecipientsList().contains(near.uid()))
                .toList();
        var withdrawn = toNear.stream()
                .filter(notice -> fields(notice).equals(Map.of("name", "Ada")))
                .findFirst()
                .orElseThrow();
        assertThat(toNear)
                .filteredOn(notice -> notice.getOrder() > withdrawn.getOrder())
                .noneMatch(notice -> notice.containsFields("status"));
    }

    @Test
    void closesTheWindowWhenAFieldIsTakenAway() {
        sets(ada, "status", "busy", 1);
        scene.awaitNotice(ada, far, 2);

        sets(ada, "status", "busy", 2);
        var withdrawn = scene.awaitNotice(ada, far, 3);
        patch(ada, java.util.Collections.singletonMap("status", null)).statusCode(200);
        var gone = scene.awaitNotice(ada, near, 4);

        assertThat(fields(withdrawn)).isEqualTo(Map.of("name", "Ada"));
        assertThat(fields(gone)).isEqualTo(Map.of("name", "Ada"));
        assertThat(recipients(ofVersion(4))).isEqualTo(Set.of(near.uid(), alsoNear.uid()));
    }

    @Test
    void tellsEachTheirOwnOfSeveralValues() {
        var office = Map.of("value", "office", "levels", List.of(2));
        patch(ada, Map.of("phone", Map.of("values", List.of(office, Map.of("value", "mobile", "levels", List.of(5))))))
                .statusCode(200);
        var first = scene.awaitNotice(ada, near, 2);
        var second = scene.awaitNotice(ada, alsoNear, 2);

        patch(ada, Map.of("phone", Map.of("values", List.of(office, Map.of("value", "new", "levels", List.of(5))))))
                .statusCode(200);
        var third = scene.awaitNotice(ada, alsoNear, 3);

        assertThat(fields(first)).containsEntry("phone", "office");
        assertThat(fields(second)).containsEntry("phone", "mobile");
        assertThat(fields(third)).containsEntry("phone", "new");
        assertThat(recipients(ofVersion(3))).containsExactly(alsoNear.uid());
    }

    @Test
    void countsWhatItDoes() {
        sets(ada, "status", "busy", 2);
        scene.awaitNotice(ada, near, 2);

        org.awaitility.Awaitility.await()
                .atMost(dev.kith.profile.Scene.LIMIT)
                .untilAsserted(() -> assertThat(
                                io.restassured.RestAssured.get("/q/metrics").asString())
                        .contains(
                                "kith_profile_fanout_lag_seconds_count",
                                "kith_profile_fanout_views_count",
                                "kith_profile_fanout_changes_count",
                                "kith_profile_fanout_followers_count",
                                "kith_profile_fanout_withheld_total"));
    }

    @Test
    void withdrawsAFieldFromThoseWhoSawIt() {
        sets(ada, "status", "busy", 1);
        scene.awaitNotice(ada, far, 2);

        sets(ada, "status", "busy", 2);

        assertThat(fields(scene.awaitNotice(ada, far, 3))).isEqualTo(Map.of("name", "Ada"));
    }

    @Test
    void saysNothingOfFieldsThatNobodySees() {
        sets(ada, "diary", "secret");
        patch(ada, Map.of("presence", Map.of("levels", List.of(1)))).statusCode(200);
        org.awaitility.Awaitility.await()
                .pollDelay(java.time.Duration.ofSeconds(1))
                .until(() -> true); // longer than any window

        sets(ada, "name", "Ada L.", 1);
        scene.awaitNotice(ada, far, 4);

        assertThat(scene.notices(ada)).allMatch(notice -> notice.getVersion() == 4);
    }

    @Test
    void tellsAFollowerWhoseLevelsChange() {
        sets(ada, "status", "busy", 2);
        scene.awaitNotice(ada, near, 2);

        scene.grants(ada, far, 1, 2);
        var more = awaitLast(far, Map.of("name", "Ada", "status", "busy"));
        scene.grants(ada, far);
        var none = awaitLast(far, Map.of());

        assertThat(more.getRecipientsList()).containsExactly(far.uid());
        assertThat(none.getVersion()).isEqualTo(2);
    }

    @Test
    void tellsAFollowerWhomABookGrants() {
        var newcomer = scene.openPerson("New");
        scene.follows(newcomer, ada);
        scene.goesOnline(newcomer);

        scene.matched(ada, Mode.REPLACE, LEVEL_1 | LEVEL_2, newcomer, offline);

        assertThat(awaitLast(newcomer, Map.of("name", "Ada")).getRecipientsList())
                .containsExactly(newcomer.uid());
    }

    @Test
    void withdrawsEverythingFromBothWhenOneBlocks() {
        scene.goesOnline(ada);
        relate(ada, far, Map.of("subscribed", true)).statusCode(200);
        relate(far, ada, Map.of("levels", List.of(1))).statusCode(200);

        relate(ada, far, Map.of("blocked", true)).statusCode(200);

        awaitLast(far, Map.of());
        org.awaitility.Awaitility.await()
                .atMost(dev.kith.profile.Scene.LIMIT)
                .until(() -> scene.notices(far).stream()
                        .anyMatch(notice -> notice.getFieldsMap().isEmpty()
                                && notice.getRecipientsList().contains(ada.uid())));
    }

    @Test
    void saysNothingWhenOnlyASubscriptionChanges() {
        relate(ada, near, Map.of("subscribed", true)).statusCode(200);
        relate(ada, near, Map.of("subscribed", false)).statusCode(200);
        scene.grants(ada, near, 3);
        awaitLast(near, Map.of());

        assertThat(scene.notices(ada)).hasSize(1);
    }

    @Test
    void withdrawsWhoLeaves() {
        scene.leave(ada);

        awaitLast(near, Map.of());

        assertThat(recipients(scene.notices(ada))).isEqualTo(Set.of(near.uid(), alsoNear.uid(), far.uid()));
    }

    private Person follower(Integer... levels) {
        var follower = scene.openPerson("Follower");
        scene.follows(follower, ada);
        scene.grants(ada, follower, levels);
        return follower;
    }

    private List<ProfileNotice> ofVersion(long version) {
        return scene.notices(ada).stream()
                .filter(notice -> notice.getVersion() == version)
                .toList();
    }

    /// The newest notice to this viewer, once it has these fields.
    private ProfileNotice awaitLast(Person viewer, Map<String, String> fields) {
        return org.awaitility.Awaitility.await()
                .atMost(dev.kith.profile.Scene.LIMIT)
                .until(
                        () -> scene.notices(ada).stream()
                                .filter(notice -> notice.getRecipientsList().contains(viewer.uid()))
                                .reduce(ProfileNotice.getDefaultInstance(), (older, newer) -> newer),
                        notice -> notice.getSubject() == ada.uid()
                                && fields(notice).equals(fields));
    }
}
