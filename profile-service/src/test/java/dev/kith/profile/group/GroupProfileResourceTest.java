package dev.kith.profile.group;

import static dev.kith.profile.Scene.as;
import static dev.kith.profile.Scene.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.GroupMembership;
import dev.kith.contracts.event.GroupPermissions;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.event.GroupState;
import dev.kith.contracts.event.GroupUpdated;
import dev.kith.contracts.event.PicturesUpdated;
import dev.kith.contracts.event.ProfileNotice;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.Plan;
import dev.kith.profile.MediaStandIn;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene;
import dev.kith.profile.Scene.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GroupProfileResourceTest extends OnTheStack {
    @Inject
    Pool pool;

    private Person ada;
    private Person bob;
    private Person eve;
    private long group;

    @BeforeEach
    void aGroupOfTwo() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
        eve = scene.openPerson("Eve");
        group = ada.uid();
        state(1, GroupRole.ADMIN);
        member(ada, GroupRole.ADMIN, 1);
        member(bob, GroupRole.MEMBER, 2);
    }

    @Test
    void hasNothingInItAtFirst() {
        get(bob).statusCode(200)
                .header("ETag", "\"1\"")
                .body("group", equalTo((int) group))
                .body("fields", anEmptyMap());
    }

    @Test
    void showsWhatAnAdminChangesToEverybodyInTheGroup() {
        patch(ada, Map.of("name", "Chess", "info", "Thursdays")).statusCode(200).header("ETag", "\"2\"");

        get(bob).body("fields", equalTo(Map.of("name", "Chess", "info", "Thursdays")));
        var picture = MediaStandIn.path(UUID.randomUUID());
        as(ada).body("{\"info\": null, \"picture\": \"" + picture + "\"}")
                .patch(url())
                .then()
                .body("fields", equalTo(Map.of("name", "Chess", "picture", picture)))
                .body("version", equalTo(3));
    }

    @Test
    void showsItsPictureToThoseInTheGroupForAsLongAsTheyAre() {
        var picture = UUID.randomUUID();
        patch(ada, Map.of("picture", MediaStandIn.path(picture))).statusCode(200);

        assertThat(sees(bob, picture)).isTrue();
        assertThat(sees(eve, picture)).isFalse();
        assertThat(sees(new Person(bob.uid(), "app_other", bob.address()), picture))
                .isFalse();

        out(bob);
        assertThat(sees(bob, picture)).isFalse();
        member(bob, GroupRole.MEMBER, 5);
        patch(ada, Map.of("picture", MediaStandIn.path(UUID.randomUUID()))).statusCode(200);
        assertThat(sees(bob, picture)).isFalse();
    }

    @Test
    void takesAPictureOnlyFromWhoUploadedIt() {
        patch(ada, Map.of("picture", MediaStandIn.path(MediaStandIn.NO_PICTURE)))
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
        patch(ada, Map.of("picture", MediaStandIn.path(MediaStandIn.DOWN))).statusCode(503);
        patch(ada, Map.of("name", "Chess")).statusCode(200);
    }

    @Test
    void tellsWhichPictureItShowsUntilItEnds() {
        var picture = UUID.randomUUID();
        patch(ada, Map.of("picture", MediaStandIn.path(picture))).statusCode(200);
        patch(ada, Map.of("name", "Chess")).statusCode(200);

        record(Events.key(group), null);
        scene.awaitCount(0, "group_profile where gid = " + group);
        scene.awaitPublished();

        assertThat(scene.records(Topic.PICTURES_UPDATED, Events.key(group)))
                .extracting(told -> PicturesUpdated.parseFrom(told.orElseThrow()))
                .extracting(PicturesUpdated::getGroup, told -> List.copyOf(told.getFilesList()))
                .containsExactly(tuple(group, List.of(picture.toString())), tuple(group, List.of()));
    }

    @Test
    void refusesAMemberWhatTakesARole() {
        patch(bob, Map.of("name", "Mine")).statusCode(403).body("code", equalTo("role-needed"));

        state(3, GroupRole.MEMBER);
        await().untilAsserted(() -> patch(bob, Map.of("name", "Ours")).statusCode(200));
    }

    @Test
    void isNotThereForAStrangerNorForAnotherApp() {
        var foreigner = new Person(ada.uid(), "app_other", ada.address());

        for (var stranger : List.of(eve, foreigner)) {
            get(stranger).statusCode(404).body("code", equalTo("not-found"));
            patch(stranger, Map.of("name", "Mine")).statusCode(404);
        }
        as(eve).get("/v1/groups/999999999999/profile").then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void waitsForAGroupThatIsOnItsWay() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            var answer = threads.submit(() -> get(eve).extract().statusCode());
            member(eve, GroupRole.MEMBER, 3);

            assertThat(answer.get()).isEqualTo(200);
        }
    }

    @Test
    void changesNothingForAVersionThatIsGone() {
        patch(ada, Map.of("name", "Chess"));

        as(ada).header("If-Match", "\"1\"")
                .body(Map.of("name", "Go"))
                .patch(url())
                .then()
                .statusCode(412)
                .header("ETag", "\"2\"")
                .body("code", equalTo("version-conflict"));
        get(ada).body("fields.name", equalTo("Chess"));
    }

    @Test
    void letsOneOfTwoChangesOfOneVersionThrough() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> change = () -> as(ada).header("If-Match", "\"1\"")
                    .body(Map.of("name", "by " + Thread.currentThread().threadId()))
                    .patch(url())
                    .then()
                    .extract()
                    .statusCode();

            var answers = threads.invokeAll(List.of(change, change));

            assertThat(List.of(answers.getFirst().get(), answers.getLast().get()))
                    .containsExactlyInAnyOrder(200, 412);
        }
        get(ada).body("version", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colour\": \"red\"}                    | unknown-field",
                "{\"name\": 5}                            | invalid-value",
                "{\"name\": {}}                           | invalid-value",
                "{\"picture\": \"http://example.org/p\"}  | invalid-value",
                "{\"picture\": \"https://example.org/p\"} | invalid-value"
            })
    void refusesWhatCannotBeMeant(String body, String code) {
        as(ada).body(body).patch(url()).then().statusCode(400).body("code", equalTo(code));
    }

    @Test
    void refusesTextsThatAreTooLong() {
        patch(ada, Map.of("name", "x".repeat(129))).statusCode(400);
        patch(ada, Map.of("info", "x".repeat(513))).statusCode(400);
        patch(ada, Map.of("info", "x".repeat(512))).statusCode(200);
    }

    @Test
    void tellsThoseInTheGroupAndNobodyElse() {
        patch(ada, Map.of("name", "Chess"));
        patch(ada, Map.of("name", "Chess")).body("version", equalTo(2));

        var notice = awaitNotice(2);
        assertThat(notice.getRecipientsList()).containsExactly(ada.uid(), bob.uid());
        assertThat(notice.getFieldsOrThrow("name").getStringValue()).isEqualTo("Chess");
        assertThat(notice.getAddress()).isEmpty();
        scene.awaitPublished();
    }

    @Test
    void tellsNobodyOfAChangeThatWasNotCommittedAndEverybodyOfOneThatWas() throws Exception {
        try (var held = scene.holdEvents()) {
            patch(ada, Map.of("name", "Chess")).statusCode(200);
            patch(bob, Map.of("name", "Mine")).statusCode(403);

            assertThat(scene.count("outbox where topic = 'profile.notice'")).isOne();
            held.close();
        }

        assertThat(awaitNotice(2).getVersion()).isEqualTo(2);
    }

    @Test
    void tellsThoseWhoWereAwayWhatChangedOnce() {
        var first = changes(bob, Map.of());
        first.body("groups.group", contains((int) group)).body("groupsGone", empty());
        String cursor = first.extract().path("cursor");
        patch(ada, Map.of("name", "Chess"));
        patch(ada, Map.of("name", "Go"));

        var news = changes(bob, Map.of("cursor", cursor));
        news.body("groups.fields.name", contains("Go")).body("groups.version", contains(3));
        String next = news.extract().path("cursor");
        out(bob);

        var last = changes(bob, Map.of("cursor", next));
        last.body("groups", empty()).body("groupsGone", contains((int) group));
        String end = last.extract().path("cursor");
        await().untilAsserted(() -> changes(bob, Map.of("cursor", end)).body("groupsGone", empty()));
        changes(eve, Map.of()).body("groups", empty());
    }

    @Test
    void isOutOfSightForWhoIsOutAndInSightForWhoComesBack() {
        patch(ada, Map.of("name", "Chess"));
        out(bob);
        get(bob).statusCode(404);
        patch(bob, Map.of("name", "Mine")).statusCode(404);

        member(bob, GroupRole.MEMBER, 5);

        get(bob).body("fields.name", equalTo("Chess"));
    }

    @Test
    void endsWhereItEndedBeforeWhenARunOfRecordsIsReadAgain() {
        out(bob);
        member(bob, GroupRole.ADMIN, 5);
        // As after a crash: everything again, in its order.
        record(key(bob), membership(bob, GroupRole.MEMBER, 2));
        record(key(bob), null);
        record(key(bob), membership(bob, GroupRole.ADMIN, 5));
        member(eve, GroupRole.MEMBER, 6);

        assertThat(scene.count(row(bob) + " and role = 2 and version = 5")).isOne();
    }

    @Test
    void isNoMoreWhenTheGroupIsNot() {
        out(ada);
        out(bob);

        record(Events.key(group), null);

        scene.awaitCount(0, "group_profile where gid = " + group);
    }

    @Test
    void keepsNothingOfWhoIsErased() {
        scene.leave(bob);

        scene.awaitCount(0, "group_membership where uid = " + bob.uid());
    }

    @ParameterizedTest
    @ValueSource(strings = {GroupProfiles.CHANGED, GroupProfiles.LEFT})
    void neverReadsAWholeTable(String sql) {
        var plan = Plan.generic(pool, sql);

        assertThat(plan.readsOfWholeTables()).as(plan.toString()).isEmpty();
    }

    private boolean sees(Person viewer, UUID picture) {
        int status = as(viewer)
                .get("/internal/v1/pictures/{owner}/{file}", ada.uid(), picture)
                .statusCode();
        assertThat(status).isIn(204, 404);
        return status == 204;
    }

    private ValidatableResponse get(Person person) {
        return as(person).get(url()).then();
    }

    private ValidatableResponse patch(Person person, Map<String, ?> body) {
        return as(person).body(body).patch(url()).then();
    }

    private String url() {
        return "/v1/groups/" + group + "/profile";
    }

    private ProfileNotice awaitNotice(long version) {
        var found = scene.events()
                .await(
                        Topic.PROFILE_NOTICE,
                        record -> Arrays.equals(record.key(), Events.key(group))
                                && notice(record.value()).getGroup() == group
                                && notice(record.value()).getVersion() == version,
                        Scene.LIMIT);
        return notice(found.value());
    }

    private static ProfileNotice notice(byte[] value) {
        try {
            return ProfileNotice.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    // ---- messaging-service

    private void state(long version, GroupRole mayChange) {
        record(
                Events.key(group),
                GroupUpdated.newBuilder()
                        .setGroup(group)
                        .setApp(scene.app)
                        .setVersion(version)
                        .setState(GroupState.newBuilder()
                                .setPermissions(GroupPermissions.newBuilder().setChangeProfile(mayChange)))
                        .build());
        scene.awaitCount(1, "group_profile where gid = " + group + " and state = " + version);
    }

    private void member(Person person, GroupRole role, long version) {
        record(key(person), membership(person, role, version));
        scene.awaitCount(1, row(person) + " and version = " + version + " and role = " + role.getNumber());
    }

    private void out(Person person) {
        record(key(person), null);
        scene.awaitCount(1, row(person) + " and role = 0");
    }

    private String row(Person person) {
        return "group_membership where gid = " + group + " and uid = " + person.uid();
    }

    private byte[] key(Person person) {
        return Events.key(group, person.uid());
    }

    private GroupUpdated membership(Person person, GroupRole role, long version) {
        return GroupUpdated.newBuilder()
                .setGroup(group)
                .setApp(scene.app)
                .setVersion(version)
                .setMember(GroupMembership.newBuilder().setUid(person.uid()).setRole(role))
                .build();
    }

    private void record(byte[] key, @Nullable GroupUpdated value) {
        scene.events().produce(Topic.GROUP_UPDATED, key, value == null ? null : value.toByteArray(), Map.of());
    }
}
