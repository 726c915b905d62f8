package dev.kith.profile.picture;

import static dev.kith.profile.MediaStandIn.path;
import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.patch;
import static dev.kith.profile.Scene.relate;
import static dev.kith.profile.Scene.sets;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.PicturesUpdated;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.TestTokens;
import dev.kith.profile.MediaStandIn;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The field `picture`, and who sees what stands in it. Those of groups are in `GroupProfileResourceTest`.
@QuarkusTest
class PicturesTest extends OnTheStack {
    private final UUID portrait = UUID.randomUUID();
    private final UUID office = UUID.randomUUID();
    private Person ada;
    private Person bob;

    @BeforeEach
    void twoPeople() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
    }

    @Test
    void areTakenFromWhoUploadedThemAlone() {
        patch(ada, Map.of("picture", Map.of("value", path(MediaStandIn.NO_PICTURE))))
                .statusCode(400)
                .body("code", equalTo("invalid-value"))
                .body("detail", equalTo("picture is a JPEG or PNG that you uploaded yourself."));

        patch(ada, Map.of("picture", Map.of("value", path(portrait))))
                .statusCode(200)
                .body("fields.picture.value", equalTo(path(portrait)));
    }

    @Test
    void areTakenOnlyIfAllOfSeveralAre() {
        patch(ada, values(portrait, MediaStandIn.NO_PICTURE)).statusCode(400);

        patch(ada, values(portrait, office)).statusCode(200);
    }

    @Test
    void waitForMediaServiceAndNothingElseDoes() {
        sets(ada, "picture", path(portrait), 1);

        patch(ada, Map.of("picture", Map.of("value", path(MediaStandIn.DOWN))))
                .statusCode(503)
                .header("Retry-After", "2")
                .body("code", equalTo("unavailable"));

        patch(ada, "{\"fields\":{\"picture\":{\"levels\":[2]},\"name\":{\"value\":\"A\"}}}")
                .statusCode(200);
        patch(ada, "{\"fields\":{\"picture\":null}}").statusCode(200);
    }

    @Test
    void areSeenByWhoSeesTheFieldForAsLongAsTheyDo() {
        sets(ada, "picture", path(portrait), 1);
        assertThat(seenBy(bob, portrait)).isFalse();

        scene.grants(ada, bob, 1);
        assertThat(seenBy(bob, portrait)).isTrue();
        assertThat(seenBy(bob, office)).isFalse();

        scene.grants(ada, bob);
        assertThat(seenBy(bob, portrait)).isFalse();
    }

    @Test
    void areSeenNoMoreWhenTheFieldIsClosed() {
        scene.grants(ada, bob, 1);
        sets(ada, "picture", path(portrait), 1);
        assertThat(seenBy(bob, portrait)).isTrue();

        patch(ada, Map.of("picture", Map.of("levels", List.of(2)))).statusCode(200);

        assertThat(seenBy(bob, portrait)).isFalse();
    }

    @Test
    void areSeenNoMoreWhenAnotherHasTakenTheirPlace() {
        scene.grants(ada, bob, 1);
        sets(ada, "picture", path(portrait), 1);

        sets(ada, "picture", path(office), 1);

        assertThat(seenBy(bob, portrait)).isFalse();
        assertThat(seenBy(bob, office)).isTrue();
    }

    @Test
    void areSeenEachByWhoseLevelsOpenIt() {
        patch(ada, values(office, portrait)).statusCode(200);

        scene.grants(ada, bob, 2);
        assertThat(seenBy(bob, office)).isTrue();
        assertThat(seenBy(bob, portrait)).isFalse();

        scene.grants(ada, bob, 2, 5);
        assertThat(seenBy(bob, office)).isFalse();
        assertThat(seenBy(bob, portrait)).isTrue();
    }

    @Test
    void areSeenByEverybodyInTheAppWhereTheFieldIs() {
        sets(ada, "picture", path(portrait), 0);

        assertThat(seenBy(bob, portrait)).isTrue();
        assertThat(seenBy(new Person(bob.uid(), "app_other", bob.address()), portrait))
                .isFalse();
    }

    @Test
    void areNotSeenThroughABlock() {
        sets(ada, "picture", path(portrait), 0);
        relate(ada, bob, Map.of("block", List.of("profile"))).statusCode(200);

        assertThat(seenBy(bob, portrait)).isFalse();
    }

    @Test
    void areAskedForByUsersAlone() {
        var question = "/internal/v1/pictures/" + ada.uid() + "/" + portrait;

        given().get(question).then().statusCode(401);
        given().auth()
                .oauth2(TestTokens.admin(ada.app(), "users:write"))
                .get(question)
                .then()
                .statusCode(403);
    }

    @Test
    void areToldWhenOthersAreShown() {
        sets(ada, "picture", path(portrait), 1);
        patch(ada, Map.of("name", Map.of("value", "A"))).statusCode(200);
        patch(ada, Map.of("picture", Map.of("levels", List.of(2)))).statusCode(200);
        patch(ada, values(office, portrait)).statusCode(200).body("version", is(5));
        patch(ada, "{\"fields\":{\"picture\":null}}").statusCode(200);
        scene.awaitPublished();

        assertThat(scene.records(Topic.PICTURES_UPDATED, Events.key(ada.uid())))
                .extracting(record -> told(record.orElseThrow()))
                .satisfiesExactly(
                        first -> assertThat(first.getFilesList()).containsExactly(portrait.toString()),
                        second -> assertThat(second.getFilesList())
                                .containsExactlyInAnyOrder(office.toString(), portrait.toString()),
                        last -> {
                            assertThat(last.getFilesList()).isEmpty();
                            assertThat(last.getUid()).isEqualTo(ada.uid());
                            assertThat(last.getApp()).isEqualTo(ada.app());
                        });
    }

    private boolean seenBy(Person viewer, UUID picture) {
        int status = as(viewer)
                .get("/internal/v1/pictures/{owner}/{file}", ada.uid(), picture)
                .statusCode();
        assertThat(status).isIn(204, 404);
        return status == 204;
    }

    /// One for level 2, the other for level 5.
    private static Map<String, ?> values(UUID second, UUID fifth) {
        return Map.of(
                "picture",
                Map.of(
                        "values",
                        List.of(
                                Map.of("value", path(second), "levels", List.of(2)),
                                Map.of("value", path(fifth), "levels", List.of(5)))));
    }

    private static PicturesUpdated told(byte[] value) {
        try {
            return PicturesUpdated.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
