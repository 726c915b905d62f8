package dev.kith.messaging.group;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.contracts.event.BlockKind;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SocketTest
class GroupsResourceTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final TestUser carol = TestUser.joined();

    @Test
    void makesAGroupWhoseOwnerIsTheCaller() {
        long id = Groups.created(alice, "group");

        Groups.get(alice, id, "")
                .statusCode(200)
                .body("kind", equalTo("group"))
                .body("role", equalTo("owner"))
                .body("members", equalTo(1))
                .body("muted", equalTo(false))
                .body("permissions.send", equalTo("member"))
                .body("permissions.add", equalTo("admin"));
        assertThat(Groups.members(alice, id)).isEqualTo(Map.of(alice.address(), "owner"));
    }

    @ParameterizedTest
    @CsvSource({"broadcast, admin, admin", "announcement, admin, member", "group, member, member"})
    void beginsEachKindWithItsPermissions(String kind, String send, String seeMembers) {
        long id = Groups.created(alice, kind);

        Groups.get(alice, id, "")
                .body("permissions.send", equalTo(send))
                .body("permissions.seeMembers", equalTo(seeMembers));
    }

    @Test
    void addsThoseWhomTheCallerMayWriteToAndNamesTheOthersAlike() {
        var hidden = TestUser.hidden();
        var blocking = TestUser.joined();
        blocking.stands(alice, true);
        var noGroups = TestUser.joined();
        TestUser.execute(
                "insert into relationship (owner, peer, block_kinds, version) values (?, ?, ?, 1)",
                noGroups.uid(),
                alice.uid(),
                1 << BlockKind.GROUP_MESSAGES.getNumber());
        long id = Groups.of(alice);

        var answer = Groups.tryToAdd(
                alice,
                id,
                List.of(
                        bob.address(),
                        "nobody@kith.test",
                        hidden.address(),
                        blocking.address(),
                        noGroups.address(),
                        alice.address(),
                        "+49"));

        answer.statusCode(200)
                .body("added.index", contains(0))
                .body("added.address", contains(bob.address()))
                .body("refused.index", contains(1, 2, 3, 4, 5, 6))
                .body(
                        "refused.code",
                        contains("unreachable", "unreachable", "unreachable", "unreachable", "self", "invalid-number"));
        assertThat(Groups.members(bob, id)).isEqualTo(Map.of(alice.address(), "owner", bob.address(), "member"));
    }

    @Test
    void addsARepeatedMemberOnce() {
        long id = Groups.of(alice, bob);
        int version = Groups.get(alice, id, "").extract().path("version");

        Groups.add(alice, id, bob, bob).body("added", hasSize(2)).body("version", equalTo(version));

        Groups.get(alice, id, "").body("members", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/members", "/invitations"})
    void isNotThereForAStrangerAsIfThereWereNone(String what) {
        long id = Groups.of(alice, bob);
        var none = Groups.get(carol, Long.MAX_VALUE, what).statusCode(404).extract();

        var answer = Groups.get(carol, id, what).statusCode(404).extract();

        assertThat(answer.<String>path("detail")).isEqualTo(none.path("detail"));
        assertThat(answer.<String>path("code")).isEqualTo("not-found");
    }

    @Test
    void isNotThereForAnotherApp() {
        long id = Groups.of(alice, bob);
        var foreigner = new TestUser(alice.uid(), "app_other", alice.address());

        Groups.get(foreigner, id, "").statusCode(404);
        Groups.tryToAdd(foreigner, id, List.of(carol.address())).statusCode(404);
        Groups.delete(foreigner, id, "").statusCode(404);
        Groups.leave(foreigner, id).statusCode(404);
        Groups.join(foreigner, Groups.link(alice, id, Map.of())).statusCode(404);
        assertThat(Groups.members(alice, id)).hasSize(2);
    }

    @Test
    void refusesAStrangerEveryChange() {
        long id = Groups.of(alice, bob);

        Groups.tryToAdd(carol, id, List.of(carol.address())).statusCode(404);
        Groups.remove(carol, id, bob).statusCode(404);
        Groups.leave(carol, id).statusCode(404);
        Groups.role(carol, id, bob, "owner").statusCode(404);
        Groups.patch(carol, id, "", Map.of("permissions", Map.of("add", "member")))
                .statusCode(404);
        Groups.delete(carol, id, "").statusCode(404);
        Groups.as(carol)
                .body("{}")
                .post("/v1/groups/" + id + "/invitations")
                .then()
                .statusCode(404);
        Groups.patch(carol, id, "/members/me", Map.of("muted", true)).statusCode(404);
    }

    @Test
    void refusesAMemberWhatTakesARole() {
        long id = Groups.of(alice, bob, carol);

        Groups.tryToAdd(bob, id, List.of(TestUser.joined().address()))
                .statusCode(403)
                .body("code", equalTo("role-needed"));
        Groups.remove(bob, id, carol).statusCode(403);
        Groups.role(bob, id, bob, "admin").statusCode(403);
        Groups.patch(bob, id, "/members/me", Map.of("role", "owner")).statusCode(403);
        Groups.patch(bob, id, "", Map.of("permissions", Map.of("add", "member")))
                .statusCode(403);
        Groups.delete(bob, id, "").statusCode(403);
        Groups.get(bob, id, "/invitations").statusCode(403);
    }

    @Test
    void letsARoleReachOverThoseBelowAlone() {
        var dave = TestUser.joined();
        long id = Groups.of(alice, bob, carol, dave);
        Groups.role(alice, id, bob, "admin").statusCode(200);
        Groups.role(bob, id, carol, "admin").statusCode(200);

        Groups.remove(bob, id, carol).statusCode(403).body("code", equalTo("role-needed"));
        Groups.remove(bob, id, alice).statusCode(403);
        Groups.role(bob, id, alice, "member").statusCode(403);
        Groups.role(bob, id, dave, "owner").statusCode(403);
        Groups.remove(bob, id, dave).statusCode(204);

        assertThat(Groups.members(alice, id))
                .isEqualTo(Map.of(alice.address(), "owner", bob.address(), "admin", carol.address(), "admin"));
    }

    @Test
    void opensToMembersWhatTheOwnerOpens() {
        long id = Groups.of(alice, bob);

        Groups.patch(alice, id, "", Map.of("permissions", Map.of("add", "member", "seeMembers", "owner")))
                .statusCode(200)
                .body("permissions.add", equalTo("member"))
                .body("permissions.remove", equalTo("admin"));

        Groups.add(bob, id, carol);
        Groups.get(bob, id, "/members").statusCode(403).body("code", equalTo("role-needed"));
    }

    @Test
    void keepsAnOwnerWhoeverStepsDownOrLeaves() {
        long id = Groups.of(alice, bob, carol);
        Groups.role(alice, id, carol, "admin").statusCode(200);

        Groups.patch(alice, id, "/members/me", Map.of("role", "member"))
                .statusCode(403)
                .body("code", equalTo("role-needed"));
        Groups.leave(alice, id).statusCode(204);

        assertThat(Groups.members(bob, id)).isEqualTo(Map.of(bob.address(), "member", carol.address(), "owner"));
        Groups.get(alice, id, "").statusCode(404);
    }

    @Test
    void isNoMoreWhenTheLastHasLeft() {
        long id = Groups.of(alice);

        Groups.leave(alice, id).statusCode(204);

        Groups.get(alice, id, "").statusCode(404);
        assertThat(TestUser.number("select count(*) from group_state where gid = ?", id))
                .isZero();
    }

    @Test
    void isNoMoreForAnybodyWhenTheOwnerEndsIt() {
        long id = Groups.of(alice, bob);
        var token = Groups.link(alice, id, Map.of());

        Groups.delete(alice, id, "").statusCode(204);

        Groups.get(bob, id, "").statusCode(404);
        Groups.join(carol, token).statusCode(404);
        assertThat(TestUser.number("select count(*) from group_member where gid = ?", id))
                .isZero();
    }

    @Test
    void listsOwnGroupsPageByPage() {
        long first = Groups.of(alice, bob);
        long second = Groups.of(bob);
        long third = Groups.of(carol, bob);

        var page = Groups.as(bob).get("/v1/groups?limit=2").then().statusCode(200);
        String cursor = page.body("groups.id.collect { it as long }", contains(first, second))
                .body("cursor", notNullValue())
                .extract()
                .path("cursor");
        Groups.as(bob)
                .get("/v1/groups?limit=2&cursor=" + cursor)
                .then()
                .body("groups.id.collect { it as long }", contains(third))
                .body("groups.role", contains("member"))
                .body("cursor", nullValue());
    }

    @Test
    void pagesThroughMembers() {
        long id = Groups.of(alice, bob, carol);

        String cursor = Groups.get(alice, id, "/members?limit=2")
                .body("members", hasSize(2))
                .extract()
                .path("cursor");

        Groups.get(alice, id, "/members?limit=2&cursor=" + cursor)
                .body("members.address", contains(carol.address()))
                .body("cursor", nullValue());
    }

    @Test
    void mutesForTheCallerAlone() {
        long id = Groups.of(alice, bob);

        Groups.patch(bob, id, "/members/me", Map.of("muted", true)).statusCode(200);

        Groups.get(bob, id, "").body("muted", equalTo(true));
        Groups.get(alice, id, "").body("muted", equalTo(false));
        Groups.patch(alice, id, "/members/" + bob.address(), Map.of("muted", false))
                .statusCode(400);
    }

    @Test
    void takesInWhoHasALinkAsOftenAsItIsGood() {
        long id = Groups.of(alice);
        var token = Groups.link(alice, id, Map.of("uses", 1));

        Groups.join(bob, token).statusCode(200).body("role", equalTo("member"));
        Groups.join(bob, token).statusCode(200);

        Groups.join(carol, token).statusCode(404).body("code", equalTo("not-found"));
        Groups.get(alice, id, "/invitations").body("invitations", empty());
        assertThat(Groups.members(alice, id)).hasSize(2);
    }

    @Test
    void keepsOnlyAHashOfTheTokenOfALink() {
        long id = Groups.of(alice);

        var token = Groups.link(alice, id, Map.of());

        assertThat(token).hasSize(22);
        assertThat(TestUser.number(
                        "select count(*) from group_invitation where gid = ? and token_hash = sha256(?::bytea)",
                        id,
                        token))
                .isOne();
        Groups.get(alice, id, "/invitations").body("invitations", hasSize(1)).body("invitations[0].token", nullValue());
    }

    @Test
    void takesNobodyInByALinkThatWasTakenBackOrIsOver() {
        long id = Groups.of(alice);
        var revoked = Groups.link(alice, id, Map.of());
        String link = Groups.get(alice, id, "/invitations").extract().path("invitations[0].id");
        Groups.delete(alice, id, "/invitations/" + link).statusCode(204);
        var expired = Groups.link(alice, id, Map.of("expiresIn", 3600));
        TestUser.execute("update group_invitation set expires_at = now() - interval '1 second' where gid = ?", id);

        Groups.join(bob, revoked).statusCode(404);
        Groups.join(bob, expired).statusCode(404);
        Groups.delete(alice, id, "/invitations/" + link).statusCode(404);
    }

    @Test
    void letsWhoWasRemovedComeBackOnlyWhenAddedAgain() {
        long id = Groups.of(alice, bob);
        var token = Groups.link(alice, id, Map.of());
        Groups.remove(alice, id, bob).statusCode(204);

        Groups.join(bob, token).statusCode(404);
        Groups.add(alice, id, bob);
        Groups.leave(bob, id).statusCode(204);
        Groups.join(bob, token).statusCode(200);
    }

    @Test
    void takesNobodyInWhoIsErasedHoweverGoodTheirTokenIs() {
        long id = Groups.of(alice);
        var link = Groups.link(alice, id, Map.of("uses", 1));
        TestUser.execute("update person set gone = true, address = '' where uid = ?", bob.uid());

        Groups.join(bob, link).statusCode(403).body("code", equalTo("revoked"));
        Groups.as(bob)
                .body(Map.of("kind", "group"))
                .post("/v1/groups")
                .then()
                .statusCode(403)
                .body("code", equalTo("revoked"));

        assertThat(TestUser.numbers("select gid from group_member where uid = ?", bob.uid()))
                .isEmpty();
        Groups.join(carol, link).statusCode(200);
    }

    @Test
    void refusesWhatCannotBeInAnAddressWhereItStands() {
        long id = Groups.of(alice);

        Groups.tryToAdd(alice, id, List.of("a\0b", "+49 30 123456\0", bob.address()))
                .statusCode(200)
                .body("added.index", contains(2))
                .body("refused.index", contains(0, 1));
    }

    @Test
    void takesNobodyInBeyondItsSize() {
        long id = Groups.of(alice);
        TestUser.execute("update group_state set members = 9999 where gid = ?", id);

        Groups.tryToAdd(alice, id, List.of(bob.address(), carol.address()))
                .statusCode(409)
                .body("code", equalTo("group-full"));

        assertThat(Groups.members(alice, id)).hasSize(1);
        Groups.add(alice, id, bob);
    }

    @Test
    void takesNobodyInWhoIsInTooManyGroups() {
        long id = Groups.of(alice);
        TestUser.execute(
                "with g as (insert into group_state (app, kind, may_send, may_add, may_remove, may_profile, may_see)"
                        + " select 'app_test', 1, 1, 2, 2, 2, 1 from generate_series(1, 1000) returning gid)"
                        + " insert into group_member (gid, uid, role, since) select gid, ?, 1, 1 from g",
                bob.uid());

        Groups.add(alice, id, bob, carol)
                .body("added.index", contains(1))
                .body("refused.code", contains("groups-full"));
        Groups.join(bob, Groups.link(alice, id, Map.of())).statusCode(409).body("code", equalTo("groups-full"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   |                  | {\"kind\": \"club\"}                        | invalid-value",
                "POST   |                  | {\"kind\": \"group\", \"name\": \"x\"}      | unknown-field",
                "POST   |                  | {\"permissions\": {\"add\": \"king\"}}      | invalid-value",
                "POST   |                  | {\"permissions\": {\"fly\": \"owner\"}}     | unknown-field",
                "PATCH  | /{id}            | {}                                          | invalid-value",
                "POST   | /{id}/members    | {}                                          | invalid-value",
                "POST   | /{id}/members    | {\"addresses\": []}                         | invalid-value",
                "POST   | /{id}/members    | {\"addresses\": \"x\"}                      | invalid-value",
                "POST   | /{id}/members    | {\"addresses\": [null]}                   | invalid-value",
                "PATCH  | /{id}/members/me | {}                                          | invalid-value",
                "PATCH  | /{id}/members/me | {\"role\": \"owner\", \"muted\": true}      | invalid-value",
                "PATCH  | /{id}/members/me | {\"role\": \"emperor\"}                     | invalid-value",
                "POST   | /{id}/invitations| {\"uses\": 0}                               | invalid-value",
                "POST   | /{id}/invitations| {\"expiresIn\": 99999999999}                | invalid-value",
                "GET    | ?limit=0         | {}                                          | invalid-value",
                "GET    | ?limit=501       | {}                                          | invalid-value",
                "GET    | ?cursor=AAAA     | {}                                          | bad-cursor",
                "POST   | :join            | {\"token\": \"a b\"}                        | invalid-value",
                "POST   | :join            | {}                                          | invalid-value"
            })
    void refusesWhatCannotBeMeant(String method, String path, String body, String code) {
        long id = Groups.of(alice);
        var where = "/v1/groups" + (path == null ? "" : path.replace("{id}", Long.toString(id)));
        var request = Groups.as(alice);

        var answer = (method.equals("GET") ? request : request.body(body))
                .request(method, where)
                .then()
                .statusCode(400)
                .extract();

        assertThat(answer.<String>path("code")).isEqualTo(code);
    }

    @Test
    void takesAtMostAHundredAddressesAtOnce() {
        long id = Groups.of(alice);

        Groups.tryToAdd(alice, id, Collections.nCopies(101, bob.address())).statusCode(400);
    }

    @Test
    void wantsAUsersToken() {
        given().get("/v1/groups").then().statusCode(401).body("code", equalTo("unauthenticated"));
    }
}
