package dev.kith.messaging.socket;

import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Done;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.messaging.activity.TellActivity;
import dev.kith.messaging.call.SignalCall;
import dev.kith.messaging.change.ChangeMessage;
import dev.kith.messaging.send.SendSettings;
import dev.kith.messaging.send.Sender;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;

/// What each frame about a message that is there already, or about nothing that is kept, leads to. A change
/// that fails in a way that may have done a part of it is refused for a while: said again, it does the rest.
@ApplicationScoped
class ChangeDesk {
    private final ChangeMessage changeMessage;
    private final TellActivity tellActivity;
    private final SignalCall signalCall;
    private final SendSettings send;

    ChangeDesk(ChangeMessage changeMessage, TellActivity tellActivity, SignalCall signalCall, SendSettings send) {
        this.changeMessage = changeMessage;
        this.tellActivity = tellActivity;
        this.signalCall = signalCall;
        this.send = send;
    }

    Future<ServerFrame.Builder> handle(Sender sender, ClientFrame frame) {
        return Future.succeededFuture(frame)
                .compose(asked -> change(sender, asked))
                .map(done -> ServerFrame.newBuilder().setDone(Done.getDefaultInstance()));
    }

    private Future<Void> change(Sender sender, ClientFrame frame) {
        return switch (frame.getFrameCase()) {
            case EDIT -> changeMessage.edit(sender, frame.getEdit(), send.maxBodyBytes());
            case DELETE -> changeMessage.delete(sender, frame.getDelete());
            case CANCEL -> changeMessage.cancel(sender, frame.getCancel());
            case ACTIVITY -> tellActivity.tell(sender, frame.getActivity());
            case CALL -> signalCall.signal(sender, frame.getCall());
            case REACT -> changeMessage.react(sender, frame.getReact());
            default -> throw new IllegalArgumentException("no change: " + frame.getFrameCase());
        };
    }
}
