package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ActivityFrom;
import dev.kith.contracts.socket.CallFrom;
import dev.kith.contracts.socket.CallWhat;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.ServerFrame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveTest extends KithTestCase {
    private final List<Activity> activities = new CopyOnWriteArrayList<>();
    private final List<CallSignal> signals = new CopyOnWriteArrayList<>();

    @Test
    void saysAnActivityOnceAndNotLater() throws Exception {
        var tooEarly = kith.sendActivity("+447700900123", "typing");
        var connection = online(0);

        var said = kith.sendActivity("+447700900123", "typing");
        var frame = connection.frame(FrameCase.ACTIVITY);
        connection.done(frame);

        said.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> tooEarly.get(10, TimeUnit.SECONDS)).hasMessageContaining("no connection");
        assertThat(frame.getActivity().getKind()).isEqualTo("typing");
        assertThat(connection.isSilent(200)).isTrue();
    }

    @Test
    void tellsActivitiesAndSignalsOfCalls() throws Exception {
        listen();
        var connection = online(0);

        connection.send(ServerFrame.newBuilder()
                .setActivityFrom(
                        ActivityFrom.newBuilder().setFrom("+447700900123").setKind("typing")));
        connection.send(ServerFrame.newBuilder()
                .setCallFrom(
                        CallFrom.newBuilder().setId(11).setWhat(CallWhat.ANSWER).setDescription("d")));
        connection.send(ServerFrame.newBuilder()
                .setCallFrom(CallFrom.newBuilder()
                        .setId(11)
                        .setWhat(CallWhat.HANG_UP)
                        .setDevice("mine")));

        until(() -> signals.size() == 2);
        assertThat(activities).extracting(Activity::kind).containsExactly("typing");
        assertThat(signals)
                .extracting(CallSignal::what)
                .containsExactly(CallSignal.What.ANSWERED, CallSignal.What.HUNG_UP);
        assertThat(signals).extracting(CallSignal::ownDevice).containsExactly(null, "mine");
    }

    @Test
    void offersACallAsAMessageAndTellsOneOfOthers() throws Exception {
        var connection = online(0);

        var offered = kith.calls().call("+447700900123", CallKind.VIDEO, "offer");
        var frame = connection.frame(FrameCase.SEND);
        connection.send(ServerFrame.newBuilder()
                .setRef(frame.getRef())
                .setAccepted(Accepted.newBuilder().setMessageId(77)));
        var incoming = ScriptedServer.message(1, 11, "their offer").toBuilder();
        incoming.getMessageBuilder()
                .setCall(dev.kith.contracts.socket.CallKind.AUDIO)
                .setStatus(MessageStatus.CALL_MISSED);
        connection.push(1, incoming.build());
        connection.acknowledgedUpTo(1);
        var answered = kith.calls().answer(11, "answer");
        var answer = connection.frame(FrameCase.CALL);
        connection.done(answer);
        answered.get(10, TimeUnit.SECONDS);

        assertThat(offered.get(10, TimeUnit.SECONDS).id()).isEqualTo(77);
        assertThat(frame.getSend().getCall()).isEqualTo(dev.kith.contracts.socket.CallKind.VIDEO);
        assertThat(told.messages).extracting(Message::call).containsExactly(CallKind.AUDIO);
        assertThat(told.messages).extracting(Message::isOwn).containsExactly(false);
        assertThat(answer.getCall().getWhat()).isEqualTo(CallWhat.ANSWER);
        assertThat(answer.getCall().getDescription()).isEqualTo("answer");
    }

    private void listen() {
        kith.addListener(new KithListener() {
            @Override
            public void onActivity(Activity activity) {
                activities.add(activity);
            }

            @Override
            public void onCallSignal(CallSignal signal) {
                signals.add(signal);
            }
        });
    }
}
