package dev.kith.messaging.socket;

import dev.kith.contracts.socket.IdBlock;
import dev.kith.contracts.socket.Limits;
import dev.kith.contracts.socket.Welcome;
import dev.kith.messaging.call.CallSettings;
import dev.kith.messaging.device.Arrival;
import dev.kith.messaging.groupinbox.Returns;
import dev.kith.messaging.send.SendSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/// What a device is given at its welcome.
@ApplicationScoped
class Welcoming {
    private static final Logger LOG = Logger.getLogger(Welcoming.class);

    private final SocketSettings socket;
    private final SendSettings send;
    private final CallSettings call;
    private final Clock clock;
    private final Returns returns;

    Welcoming(SocketSettings socket, SendSettings send, CallSettings call, Clock clock, Returns returns) {
        this.socket = socket;
        this.send = send;
        this.call = call;
        this.clock = clock;
        this.returns = returns;
    }

    /// What the user missed in large groups, after their session is entered; it is pushed when it comes.
    void bringMissed(long uid) {
        returns.of(uid).onFailure(away -> LOG.debugf("what was missed in groups comes later: %s", away.getMessage()));
    }

    PushWindow window(Arrival arrival) {
        return new PushWindow(socket.maxUnacknowledged(), arrival.head());
    }

    Welcome welcome(long uid, Arrival arrival) {
        return Welcome.newBuilder()
                .setUid(uid)
                .setHead(arrival.head())
                .setIdBlock(IdBlock.newBuilder()
                        .setFirst(arrival.firstId())
                        .setLast(arrival.lastId())
                        .setNext(arrival.nextId()))
                .setLimits(Limits.newBuilder()
                        .setMaxBodyBytes(send.maxBodyBytes())
                        .setMaxUnacknowledged(socket.maxUnacknowledged())
                        .setPingSeconds(socket.pingSeconds())
                        .setRingSeconds((int) call.ring().toSeconds()))
                .setServerTime(clock.millis())
                .build();
    }
}
