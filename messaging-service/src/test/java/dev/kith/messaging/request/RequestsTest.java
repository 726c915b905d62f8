package dev.kith.messaging.request;

import static dev.kith.messaging.testing.Device.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.contracts.socket.Activity;
import dev.kith.contracts.socket.CallKind;
import dev.kith.contracts.socket.Cancel;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Delete;
import dev.kith.contracts.socket.Edit;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.RequestAnswered;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An app in which strangers ask before they are let in. Anna is nothing to Otto.
@SocketTest
class RequestsTest {
    private final String app = "app_ask_" + TestUser.notJoined().uid();
    private final TestUser anna = TestUser.of(app);
    private final TestUser otto = TestUser.of(app);

    RequestsTest() {
        TestUser.execute("insert into app_rules values (?, 1, 0, 'simple', 2)", app);
    }

    @Test
    void marksAMessageOfAStrangerAndTellsThemNothingOfWhatBecomesOfIt() {
        try (var hers = Device.of(anna, "a");
                var his = Device.of(otto, "o")) {
            long id = hers.accepted(otto, "let me in");

            var asked = his.awaitMessage(id);
            his.ack(asked.getSeq());
            his.read(id);
            his.awaitStatus(id, MessageStatus.RECEIVED_READ);
            long next = hers.accepted(otto, "please");

            assertThat(asked.getMessage().getRequest()).isTrue();
            assertThat(asked.getMessage().getText()).isEqualTo("let me in");
            his.awaitMessage(next);
            hers.awaitMessage(next);
            assertThat(hers.sync(0))
                    .extracting(entry -> entry.getMessage().getStatus())
                    .containsExactly(MessageStatus.SENT, MessageStatus.SENT);
            assertThat(hers.sync(0)).noneMatch(entry -> entry.getMessage().getRequest());
            assertThat(his.sync(0)).allMatch(entry -> entry.getMessage().getRequest());
            // Nothing follows by itself, as it would whoever writes.
            assertThat(TestUser.number("select count(*) from conversation where owner = ?", otto.uid()))
                    .isZero();
            requests(otto, Map.of()).body("requests.address", contains(anna.address()));
            requests(anna, Map.of()).body("requests", empty());
        }
    }

    @Test
    void letsInWhomTheRecipientAccepts() {
        try (var hers = Device.of(anna, "a");
                var his = Device.of(otto, "o")) {
            his.awaitMessage(hers.accepted(otto, "let me in"));

            answer(otto, anna.address(), "accept").statusCode(204);
            his.awaitFrame(frame -> frame.getRequestAnswered().getAnswer() == RequestAnswered.Answer.ACCEPTED
                    && frame.getRequestAnswered().getAddress().equals(anna.address()));
            long id = hers.accepted(otto, "thank you");

            var in = his.awaitMessage(id);
            his.ack(in.getSeq());
            assertThat(in.getMessage().getRequest()).isFalse();
            hers.awaitStatus(id, MessageStatus.DELIVERED);
            requests(otto, Map.of()).body("requests", empty());
        }
    }

    @Test
    void letsInWhomTheRecipientAnswersOrHolds() {
        var olga = TestUser.of(app);
        TestUser.execute(
                "insert into relationship (owner, peer, version, levels) values (?, ?, 1, 2)", otto.uid(), olga.uid());
        try (var hers = Device.of(anna, "a");
                var olgas = Device.of(olga, "g");
                var his = Device.of(otto, "o")) {
            his.awaitMessage(hers.accepted(otto, "let me in"));
            his.awaitMessage(his.accepted(anna, "hello"));

            assertThat(his.awaitMessage(hers.accepted(otto, "hello to you"))
                            .getMessage()
                            .getRequest())
                    .isFalse();
            assertThat(his.awaitMessage(olgas.accepted(otto, "it is me"))
                            .getMessage()
                            .getRequest())
                    .isFalse();
            requests(otto, Map.of()).body("requests", empty());
        }
    }

    @Test
    void hidesFromWhomTheRecipientDeclinesThatTheyAre() {
        try (var hers = Device.of(anna, "a");
                var his = Device.of(otto, "o")) {
            long first = hers.accepted(otto, "let me in");
            his.awaitMessage(first);

            answer(otto, anna.address(), "decline").statusCode(204);
            var send = text(hers.newId(), otto, "please");
            long second = hers.accepted(send);
            hers.awaitMessage(second);

            // All that she can do answers as before.
            assertThat(hers.accepted(send)).isEqualTo(second);
            for (long id : List.of(first, second)) {
                assertThat(hers.refused(cancel(id))).isEqualTo("too-late");
                assertThat(hers.ask(edit(id)).hasDone()).isTrue();
                assertThat(hers.ask(recall(id)).hasDone()).isTrue();
            }
            hers.awaitEntry(entry ->
                    entry.getChange().getId() == second && entry.getChange().getDeletionValue() != 0);
            long head = his.head();
            his.awaitMessage(his.accepted(TestUser.of(app), "to another"));
            assertThat(his.head()).isEqualTo(head + 1).isEqualTo(2);
            requests(otto, Map.of()).body("requests", empty());

            // He can think better of it.
            answer(otto, anna.address(), "accept").statusCode(204);
            his.awaitMessage(hers.accepted(otto, "at last"));
        }
    }

    @Test
    void tellsAStrangerNeitherWhoIsOnlineNorLetsThemCallTypeOrBringIntoGroups() {
        try (var hers = Device.of(anna, "a");
                var his = Device.of(otto, "o")) {
            assertThat(hers.refused(text(hers.newId(), otto, "now").setExpiresInSeconds(0)))
                    .isEqualTo("user-offline");
            assertThat(hers.refused(text(hers.newId(), otto, "sdp").setCall(CallKind.AUDIO)))
                    .isEqualTo("unreachable");
            assertThat(hers.ask(ClientFrame.newBuilder()
                                    .setActivity(Activity.newBuilder()
                                            .setTo(otto.address())
                                            .setKind("typing")))
                            .hasDone())
                    .isTrue();
            Groups.tryToAdd(anna, Groups.created(anna, "group"), List.of(otto.address()))
                    .statusCode(200)
                    .body("refused.code", contains("unreachable"));
            long short_ = hers.accepted(text(hers.newId(), otto, "soon").setExpiresInSeconds(1));

            // No deadline whose end would tell whether a device was there.
            assertThat(his.awaitMessage(short_).getMessage().getExpiresAt()).isZero();
            assertThat(his.pushed()).hasSize(1);
            his.awaitMessage(his.accepted(anna, "hello"));
            hers.ask(ClientFrame.newBuilder()
                    .setActivity(Activity.newBuilder().setTo(otto.address()).setKind("typing")));
            assertThat(his.awaitFrame(frame -> frame.hasActivityFrom())
                            .getActivityFrom()
                            .getKind())
                    .isEqualTo("typing");
        }
    }

    @Test
    void pagesThroughWhoAsksTheLatestFirst() {
        var olga = TestUser.of(app);
        var left = TestUser.of(app);
        ask(anna, 1);
        ask(olga, 2);
        ask(left, 3);
        TestUser.execute("update person set gone = true where uid = ?", left.uid());

        var first = requests(otto, Map.of("limit", 1));
        var second = requests(otto, Map.of("limit", 1, "cursor", first.extract().<String>path("cursor")));

        first.body("requests.address", contains(olga.address()));
        second.body("requests.address", contains(anna.address())).body("cursor", nullValue());
        requests(otto, Map.of("cursor", "x")).statusCode(400).body("code", equalTo("bad-cursor"));
        requests(otto, Map.of("limit", "0")).statusCode(400).body("code", equalTo("invalid-value"));
    }

    @Test
    void answersOnlyWhatWasAskedOfTheCaller() {
        ask(anna, 1);
        var other = TestUser.of("app_other_" + anna.uid());

        answer(other, anna.address(), "accept").statusCode(404).body("code", equalTo("not-found"));
        answer(anna, otto.address(), "accept").statusCode(404).body("code", equalTo("not-found"));
        answer(otto, "nobody@kith.test", "accept").statusCode(404).body("code", equalTo("not-found"));
        answer(otto, anna.address(), "maybe").statusCode(400).body("code", equalTo("invalid-value"));
        post(otto, anna.address(), "{}").statusCode(400).body("code", equalTo("invalid-value"));
        post(otto, anna.address(), "{\"answer\": \"accept\", \"why\": 1}").body("code", equalTo("unknown-field"));
        given().get("/v1/requests").then().statusCode(401);
        assertThat(TestUser.number("select state from message_request where owner = ?", otto.uid()))
                .isEqualTo(1);
    }

    private void ask(TestUser who, long since) {
        TestUser.execute(
                "insert into message_request (owner, peer, since) values (?, ?, ?)", otto.uid(), who.uid(), since);
    }

    private static ClientFrame.Builder cancel(long id) {
        return ClientFrame.newBuilder().setCancel(Cancel.newBuilder().setId(id));
    }

    private static ClientFrame.Builder edit(long id) {
        return ClientFrame.newBuilder()
                .setEdit(Edit.newBuilder().setId(id).setText("pretty please").setRevision(1));
    }

    private static ClientFrame.Builder recall(long id) {
        return ClientFrame.newBuilder().setDelete(Delete.newBuilder().setId(id).setEverywhere(true));
    }

    private static ValidatableResponse requests(TestUser user, Map<String, ?> query) {
        return given().auth()
                .oauth2(user.token("rest"))
                .queryParams(query)
                .get("/v1/requests")
                .then();
    }

    private static ValidatableResponse answer(TestUser user, String address, String answer) {
        return post(user, address, "{\"answer\": \"" + answer + "\"}");
    }

    private static ValidatableResponse post(TestUser user, String address, String body) {
        return given().auth()
                .oauth2(user.token("rest"))
                .contentType("application/json")
                .body(body)
                .post("/v1/requests/{address}", address)
                .then();
    }
}
