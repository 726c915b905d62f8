package dev.kith.messaging.socket;

import dev.kith.contracts.socket.IdBlock;
import dev.kith.contracts.socket.Limits;
import dev.kith.contracts.socket.Welcome;
import dev.kith.messaging.call.CallSettings;
import dev.kith.messaging.device.Arrival;
import dev.kith.messaging.send.SendSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// What a device is given at its welcome.
@ApplicationScoped
class Welcoming {
    private final SocketSettings socket;
    private final SendSettings send;
    private final CallSettings call;
    private final Clock clock;

    Welcoming(SocketSettings socket, SendSettings send, CallSettings call, Clock clock) {
        this.socket = socket;
        this.send = send;
        this.call = call;
        this.clock = clock;
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
