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
        scene.goesOnline(near, alsoNear, far);
    }

    @Test
    void tellsThoseOnlineOneNoticeForEachView() {
        sets(ada, "status", "busy", 2);
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
        sets(ada, "name", "Ada L.", 1);
        scene.awaitNotice(ada, far, 4);

        assertThat(ofVersion(2)).isEmpty();
        assertThat(ofVersion(3)).isEmpty();
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
