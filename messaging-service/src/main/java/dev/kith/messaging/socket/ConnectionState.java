package dev.kith.messaging.socket;

import dev.kith.contracts.socket.ServerFrame;
import java.util.ArrayList;
import java.util.List;

/// Where a connection is in its life. Its transitions are the methods; there are no others.
sealed interface ConnectionState {

    /// Upgraded, and nothing else known.
    record AwaitingHello() implements ConnectionState {
        Greeting greet() {
            return new Greeting(new ArrayList<>());
        }
    }

    /// A hello is being looked at. From the moment the session is entered, pushes arrive; they wait for the
    /// Welcome, up to a bound past which they are lost and found again by seq.
    record Greeting(List<ServerFrame> waiting) implements ConnectionState {
        private static final int MOST_WAITING = 256;

        void hold(ServerFrame frame) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(frame);
            }
        }

        Open welcome(OpenSession session) {
            return new Open(session);
        }
    }

    /// Welcomed.
    record Open(OpenSession session) implements ConnectionState {}

    /// Over, from whichever side.
    record Closed() implements ConnectionState {}

    default Closed close() {
        return new Closed();
    }
}
