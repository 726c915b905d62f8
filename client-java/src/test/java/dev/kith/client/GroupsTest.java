package dev.kith.client;

import static dev.kith.contracts.socket.MessageStatus.DELIVERED;
import static dev.kith.contracts.socket.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Value;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.ProfileChanged;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.StatusChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest extends KithTestCase {
    private static final String CHESS = "{\"id\":7,\"kind\":\"group\",\"version\":3,\"members\":2,\"role\":\"admin\","
            + "\"muted\":true,\"permissions\":{\"send\":\"member\",\"add\":\"owner\"},\"new\":1}";

    @Test
    void makesAGroup() throws Exception {
        var bodies = new ArrayList<String>();
        server.route("POST /v1/groups", request -> {
            bodies.add(request.getBody().readUtf8());
            return ScriptedServer.json(CHESS);
        });

        var group = answer(kith.groups().create("group"));

        assertThat(bodies).containsExactly("{\"kind\":\"group\"}");
        assertThat(group.id()).isEqualTo(7);
        assertThat(group.role()).isEqualTo(GroupRole.ADMIN);
        assertThat(group.muted()).isTrue();
        assertThat(group.permissions()).containsEntry("add", GroupRole.OWNER);
    }

    @Test
    void readsAllPagesOfMembers() throws Exception {
        server.route(
                "GET /v1/groups/7/members",
                request -> ScriptedServer.json(
                        request.getPath().contains("cursor=c1")
                                ? "{\"members\":[{\"address\":\"b\",\"uid\":2,\"role\":\"king\"}]}"
                                : "{\"members\":[{\"address\":\"a\",\"uid\":1,\"role\":\"owner\","
                                        + "\"joinedAt\":\"2026-01-01T00:00:00Z\"}],\"cursor\":\"c1\"}"));

        var members = answer(kith.groups().members(7));

        assertThat(members).extracting(GroupMember::address).containsExactly("a", "b");
        assertThat(members).extracting(GroupMember::role).containsExactly(GroupRole.OWNER, GroupRole.MEMBER);
    }

    @Test
    void namesThoseWhoCouldNotBeAdded() throws Exception {
        server.route(
                "POST /v1/groups/7/members",
                request -> ScriptedServer.json("{\"version\":4,\"added\":[{\"index\":0,\"address\":\"a\",\"uid\":1}],"
                        + "\"refused\":[{\"index\":1,\"code\":\"unreachable\"}]}"));

        var addition = answer(kith.groups().add(7, List.of("a", "b")));

        assertThat(addition.added()).containsExactly("a");
        assertThat(addition.refused()).containsEntry("b", "unreachable");
    }

    @Test
    void takesAFieldOfTheProfileAwayByNull() throws Exception {
        var bodies = new ArrayList<String>();
        server.route("PATCH /v1/groups/7/profile", request -> {
            bodies.add(request.getBody().readUtf8());
            return ScriptedServer.json("{\"group\":7,\"version\":2,\"fields\":{}}");
        });
        var gone = new HashMap<String, @Nullable String>();
        gone.put("name", null);

        assertThat(answer(kith.groups().setProfile(7, gone)).fields()).isEmpty();
        assertThat(bodies).containsExactly("{\"name\":null}");
    }

    @Test
    void tellsThatAGroupIsNotThere() {
        server.route("POST /v1/groups:join", request -> ScriptedServer.problem(404, "not-found"));

        var joining = kith.groups().join("token");

        assertThat(joining)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .satisfies(failure ->
                        assertThat(KithException.from(failure).code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void tellsEachVersionOfAGroupOnceAndNoneThatComesLate() throws Exception {
        var connection = online(0);

        connection.push(
                3,
                entry(1, 5, GroupEntry.What.JOINED, GroupEntry.Role.MEMBER),
                entry(2, 4, GroupEntry.What.MEMBERS, GroupEntry.Role.MEMBER),
                entry(3, 6, GroupEntry.What.LEFT, GroupEntry.Role.NONE));

        until(() -> told.groups.size() == 2);
        assertThat(told.groups).extracting(GroupChange::version).containsExactly(5L, 6L);
        assertThat(told.groups.get(0).ownRole()).hasValue(GroupRole.MEMBER);
        assertThat(told.groups.get(1).what()).isEqualTo(GroupChange.What.LEFT);
        assertThat(told.groups.get(1).ownRole()).isEmpty();
    }

    @Test
    void tellsTheProfileOfAGroupAsNobodysElse() throws Exception {
        var connection = online(0);

        connection.send(profile(2, "Chess"));
        connection.send(profile(1, "Old"));
        connection.send(profile(3, "Go"));

        until(() -> told.groupProfiles.size() == 2);
        assertThat(told.groupProfiles).extracting(GroupProfile::version).containsExactly(2L, 3L);
        assertThat(told.groupProfiles.get(1).fields()).containsEntry("name", "Go");
        assertThat(told.profiles).isEmpty();
    }

    @Test
    void readsAllPagesOfReceipts() throws Exception {
        server.route(
                "GET /v1/groups/7/messages/18446744073709551615/receipts",
                request -> ScriptedServer.json("{\"recipients\":3,\"delivered\":2,\"read\":1,\"members\":["
                        + (request.getPath().contains("cursor=c1")
                                ? "{\"address\":\"b\",\"read\":true}]}"
                                : "{\"address\":\"a\",\"read\":false}],\"cursor\":\"c1\"}")));

        var receipts = answer(kith.groups().receipts(7, -1));

        assertThat(receipts.counts()).isEqualTo(new GroupReceipts(3, 2, 1));
        assertThat(receipts.delivered()).containsExactly("a", "b");
        assertThat(receipts.read()).containsExactly("b");
    }

    @Test
    void tellsHowManyHaveAMessageAlsoWhereItsStatusStays() throws Exception {
        var connection = online(0);

        connection.push(3, counted(1, SENT, 1), counted(2, SENT, 2), counted(3, DELIVERED, 3));

        until(() -> told.statuses.size() == 3);
        assertThat(told.statuses)
                .extracting(MessageStatusChange::receipts)
                .containsExactly(new GroupReceipts(3, 1, 0), new GroupReceipts(3, 2, 0), new GroupReceipts(3, 3, 0));
        assertThat(told.statuses.get(2).status()).isEqualTo(MessageStatus.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsOnceHowManyHaveAMessageThatASyncBringsAgain(boolean isKept, @TempDir Path directory) throws Exception {
        if (isKept) {
            kith.setPath(directory);
        }
        var connection = online(0);
        connection.push(1, said(1, SENT, 0));

        connection.push(5, said(2, SENT, 2), said(3, SENT, 2), counted(4, SENT, 1), said(5, DELIVERED, 3));

        until(() -> told.statuses.stream().anyMatch(change -> change.status() == MessageStatus.DELIVERED));
        assertThat(told.statuses)
                .extracting(MessageStatusChange::status)
                .containsExactly(MessageStatus.SENT, MessageStatus.DELIVERED);
        assertThat(told.statuses)
                .extracting(MessageStatusChange::receipts)
                .containsExactly(new GroupReceipts(3, 2, 0), new GroupReceipts(3, 3, 0));
    }

    private static Entry said(long seq, dev.kith.contracts.socket.MessageStatus status, int delivered) {
        var said = ScriptedServer.message(seq, 5, "hi all").toBuilder();
        said.getMessageBuilder()
                .clearRecipient()
                .setGroup(7)
                .setStatus(status)
                .setReceipts(dev.kith.contracts.socket.GroupReceipts.newBuilder()
                        .setRecipients(3)
                        .setDelivered(delivered));
        return said.build();
    }

    private static Entry counted(long seq, dev.kith.contracts.socket.MessageStatus status, int delivered) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setStatus(StatusChange.newBuilder()
                        .setId(5)
                        .setStatus(status)
                        .setReceipts(dev.kith.contracts.socket.GroupReceipts.newBuilder()
                                .setRecipients(3)
                                .setDelivered(delivered)))
                .build();
    }

    private static Entry entry(long seq, long version, GroupEntry.What what, GroupEntry.Role role) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setGroup(GroupEntry.newBuilder()
                        .setGroup(7)
                        .setVersion(version)
                        .setWhat(what)
                        .setRole(role))
                .build();
    }

    private static ServerFrame.Builder profile(long version, String name) {
        return ServerFrame.newBuilder()
                .setProfileChanged(ProfileChanged.newBuilder()
                        .setGroup(7)
                        .setVersion(version)
                        .putFields(
                                "name", Value.newBuilder().setStringValue(name).build()));
    }

    private static <T> T answer(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void sendsToAGroup() throws Exception {
        var connection = online(0);

        kith.sendGroupMessage(7, MessageParams.toGroup().withType("chat"), "hi all");

        var send = connection.frame(FrameCase.SEND).getSend();
        assertThat(send.getGroup()).isEqualTo(7);
        assertThat(send.getTo()).isEmpty();
        assertThat(send.getText()).isEqualTo("hi all");
        assertThat(send.getType()).isEqualTo("chat");
    }

    @Test
    void tellsMessagesOfGroupsWithTheirPlaceInTheGroup() throws Exception {
        var connection = online(0);
        var arrived = ScriptedServer.message(1, 11, "hi all").toBuilder();
        arrived.getMessageBuilder().clearRecipient().setGroup(7).setGroupSeq(3);

        connection.push(1, arrived.build());

        until(() -> told.messages.size() == 1);
        var message = told.messages.get(0);
        assertThat(message.isOfGroup()).isTrue();
        assertThat(message.group()).isEqualTo(7);
        assertThat(message.groupSeq()).isEqualTo(3);
        assertThat(message.peer()).isEmpty();
        assertThat(message.sender()).isEqualTo("+447700900123");
    }
}
