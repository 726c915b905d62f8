package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.socket.Activity;
import dev.kith.contracts.socket.Call;
import dev.kith.contracts.socket.CallKind;
import dev.kith.contracts.socket.CallWhat;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is true only now: what users are doing, and calls.
@SocketTest
class LiveTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @ParameterizedTest
    @ValueSource(strings = {Device.PROTO, Device.JSON})
    void tellsThoseOnlineWhatAUserIsDoingAndStoresNothing(String subprotocol) {
        try (var hers = Device.of(alice, "a", subprotocol);
                var his = Device.of(bob, "b", subprotocol);
                var hisOther = Device.of(bob, "b2")) {
            done(hers, activity(bob, "typing"));

            for (var device : List.of(his, hisOther)) {
                var told = device.awaitFrame(frame -> frame.hasActivityFrom()).getActivityFrom();
                assertThat(told.getFrom()).isEqualTo(alice.address());
                assertThat(told.getKind()).isEqualTo("typing");
                assertThat(told.getAt()).isPositive();
            }
            assertThat(his.head()).isZero();
            assertThat(hers.head()).isZero();
        }
    }

    @Test
    void tellsNobodyOfSomebodyWhomTheyHaveBlockedAndRefusesWhatIsBeyondTheLimits() {
        bob.stands(alice, true);
        try (var hers = Device.of(alice, "a")) {
            assertThat(hers.refused(activity(bob, "typing"))).isEqualTo("unreachable");
            assertThat(hers.refused(activity(alice, "typing"))).isEqualTo("self");
            assertThat(hers.refused(activity(bob, ""))).isEqualTo("invalid-value");
            assertThat(hers.refused(activity(bob, "x".repeat(33)))).isEqualTo("invalid-value");
            assertThat(hers.refused(ClientFrame.newBuilder()
                            .setActivity(Activity.newBuilder()
                                    .setTo(bob.address())
                                    .setKind("x")
                                    .setData(ByteString.copyFrom(new byte[1025])))))
                    .isEqualTo("too-large");
        }
    }

    @Test
    void ringsOnAllDevicesUntilOneAnswers() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var hisOther = Device.of(bob, "b2")) {
            long id = offer(hers, bob);
            var ringing = his.awaitMessage(id).getMessage();
            hisOther.awaitMessage(id);
            done(his, signal(id, CallWhat.RINGING));

            done(his, signal(id, CallWhat.ANSWER));

            assertThat(ringing.getCall()).isEqualTo(CallKind.VIDEO);
            assertThat(ringing.getStatus()).isEqualTo(MessageStatus.CALL_MISSED);
            assertThat(ringing.getText()).isEqualTo("offer");
            hers.awaitFrame(frame -> frame.getCallFrom().getWhat() == CallWhat.RINGING);
            var answer = hers.awaitFrame(frame -> frame.getCallFrom().getWhat() == CallWhat.ANSWER)
                    .getCallFrom();
            assertThat(answer.getDescription()).isEqualTo("description");
            assertThat(answer.getDevice()).isEmpty();
            var elsewhere = hisOther.awaitFrame(frame -> frame.getCallFrom().getWhat() == CallWhat.ANSWER)
                    .getCallFrom();
            assertThat(elsewhere.getDevice()).isEqualTo("b");
            assertThat(elsewhere.getDescription()).isEmpty();
            assertThat(hisOther.refused(signal(id, CallWhat.ANSWER))).isEqualTo("too-late");
            done(his, signal(id, CallWhat.ANSWER));
            for (var device : List.of(hers, his, hisOther)) {
                device.awaitStatus(id, MessageStatus.CALL_ANSWERED);
            }
            done(hers, signal(id, CallWhat.CANDIDATES));
            done(hers, signal(id, CallWhat.HANG_UP));
            var over = his.awaitFrame(frame -> frame.getCallFrom().getWhat() == CallWhat.HANG_UP)
                    .getCallFrom();
            assertThat(over.getDescription()).isEmpty();
            assertThat(his.head()).isEqualTo(2);
        }
    }

    @Test
    void keepsACallThatNobodyAnsweredAsMissedAndADeclinedOneAsSuch() {
        try (var hers = Device.of(alice, "a")) {
            long missed = offer(hers, bob);
            done(hers, signal(missed, CallWhat.HANG_UP));
            long declined = offer(hers, bob);
            try (var his = Device.of(bob, "b")) {
                await().until(() -> his.head() == 2);
                done(his, signal(declined, CallWhat.DECLINE));
                hers.awaitStatus(declined, MessageStatus.CALL_DECLINED);
                his.awaitStatus(declined, MessageStatus.CALL_DECLINED);
                TestUser.execute("update message set accepted_at = accepted_at - 61000 where id = ?", missed);

                assertThat(his.refused(signal(missed, CallWhat.ANSWER))).isEqualTo("too-late");
                assertThat(his.sync(0))
                        .extracting(entry -> entry.getMessage().getStatus())
                        .containsExactly(MessageStatus.CALL_MISSED, MessageStatus.CALL_DECLINED);
            }
        }
    }

    @Test
    void letsNobodyElseSayAnythingAboutACall() {
        var carol = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b");
                var carols = Device.of(carol, "c")) {
            long call = offer(hers, bob);
            long message = hers.accepted(bob, "no call");
            his.awaitMessage(message);

            for (var what : List.of(CallWhat.ANSWER, CallWhat.HANG_UP, CallWhat.DECLINE, CallWhat.CANDIDATES)) {
                assertThat(carols.refused(signal(call, what))).isEqualTo("not-found");
                assertThat(his.refused(signal(message, what))).isEqualTo("not-found");
            }
            assertThat(hers.refused(signal(call, CallWhat.ANSWER))).isEqualTo("invalid-value");
            assertThat(hers.refused(signal(call, CallWhat.DECLINE))).isEqualTo("invalid-value");
            assertThat(his.refused(signal(call, CallWhat.WHAT_OF_CALL_UNSPECIFIED)))
                    .isEqualTo("invalid-value");
            assertThat(his.frames()).noneMatch(frame -> frame.hasCallFrom());
            assertThat(his.pushed()).extracting(Entry::getSeq).containsExactly(1L, 2L);
        }
    }

    @Test
    void heedsBlocksOfCallsAlone() {
        blocks(BlockKind.CALLS);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            assertThat(hers.refused(call(hers, bob))).isEqualTo("unreachable");
            his.awaitMessage(hers.accepted(bob, "a message all the same"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CallWhat.class,
            names = {"HANG_UP", "DECLINE"})
    void bringsNoEndOfACallPastABlock(CallWhat end) {
        try (var hers = Device.of(alice, "a");
                var herOther = Device.of(alice, "a2");
                var his = Device.of(bob, "b")) {
            long id = offer(his, alice);
            hers.awaitMessage(id);
            bob.stands(alice, true);

            done(hers, signal(id, end));

            herOther.awaitFrame(frame -> frame.getCallFrom().getWhat() == end);
            bob.stands(alice, false);
            done(hers, signal(id, CallWhat.CANDIDATES));
            his.awaitFrame(frame -> frame.getCallFrom().getWhat() == CallWhat.CANDIDATES);
            assertThat(his.frames()).noneMatch(frame -> frame.getCallFrom().getWhat() == end);
        }
    }

    @Test
    void letsACallThroughWhereOnlyMessagesAreBlocked() {
        blocks(BlockKind.MESSAGES);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            assertThat(hers.refused(Device.text(hers.newId(), bob, "x"))).isEqualTo("unreachable");
            his.awaitMessage(offer(hers, bob));
        }
    }

    private void blocks(BlockKind kind) {
        TestUser.execute(
                "insert into relationship (owner, peer, block_kinds, version) values (?, ?, ?, 1)",
                bob.uid(),
                alice.uid(),
                BlockKinds.mask(List.of(kind)));
    }

    private static long offer(Device device, TestUser to) {
        return device.accepted(call(device, to));
    }

    private static dev.kith.contracts.socket.Send.Builder call(Device device, TestUser to) {
        return Device.text(device.newId(), to, "offer").setCall(CallKind.VIDEO);
    }

    private static ClientFrame.Builder signal(long id, CallWhat what) {
        return ClientFrame.newBuilder()
                .setCall(Call.newBuilder().setId(id).setWhat(what).setDescription("description"));
    }

    private static ClientFrame.Builder activity(TestUser to, String kind) {
        return ClientFrame.newBuilder()
                .setActivity(Activity.newBuilder().setTo(to.address()).setKind(kind));
    }

    private static void done(Device device, ClientFrame.Builder frame) {
        var answer = device.ask(frame);
        assertThat(answer.hasDone()).as("%s", answer).isTrue();
    }
}
