package dev.kith.messaging.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The socket.
@ConfigMapping(prefix = "kith.socket")
public interface SocketSettings {
    /// How long a socket may stay without a valid hello. 5 s: a slow mobile link makes it, a slow-loris does not
    /// gain.
    @WithDefault("5s")
    Duration helloTimeout();

    /// How long a socket may be silent: two keep-alives that were lost, and some slack.
    @WithDefault("75s")
    Duration idleTimeout();

    /// Seconds between keep-alives, as told to devices.
    @WithDefault("30")
    int pingSeconds();

    /// How often sessions are renewed in the registry, where they hold good for 35 s.
    @WithDefault("10s")
    Duration renewal();

    /// Largest WebSocket message in bytes. 128 KiB: a body of 64 KiB in base64, with what is around it.
    @WithDefault("131072")
    int maxMessageBytes();

    /// Most frames of one connection under way at a time; at it, the server stops reading from the connection.
    @WithDefault("64")
    int maxInFlight();

    /// Most frames of one connection a second; at it, the server reads on in the next.
    @WithDefault("500")
    int maxFramesPerSecond();

    /// Most entries pushed without an Ack; at it, the server stops pushing and the device syncs.
    @WithDefault("1000")
    int maxUnacknowledged();

    /// Bytes on their way out of one connection from which on nothing is pushed to it and nothing read from it.
    @WithDefault("262144")
    int writeQueueBytes();

    /// How long those may stand before the connection ends.
    @WithDefault("10s")
    Duration slowAfter();

    /// Most sockets of this node. 15,000: under the usual 20,000 file descriptors.
    @WithDefault("15000")
    int maxConnections();

    /// Most hellos of this node that are looked at at a time; who comes beside them is asked to come again. 256: a node
    /// that has just started and manages 100 a second answers each within the hello's time-out.
    @WithDefault("256")
    int maxGreetings();

    /// Over how long devices of a stopping node are asked to come back, at most; see [Drain].
    @WithDefault("10s")
    Duration spread();
}
