package dev.kith.messaging.delivery;

import dev.kith.contracts.event.PersonMoved;
import dev.kith.contracts.event.SessionReplaced;
import dev.kith.contracts.event.SessionRevoked;
import dev.kith.contracts.socket.ServerFrame;

/// The sockets of this node, as those see them who have something for a user. Any thread, never blocks.
public interface LocalSessions {
    /// A frame for every session of the user here; entries of a push that a session has had are left out.
    void deliver(long uid, ServerFrame frame);

    /// Ends the sessions of a device that was signed out.
    void revoke(SessionRevoked revoked);

    /// The user's sessions have another address.
    void move(PersonMoved moved);

    /// Ends all sessions of a device but the newest.
    void replace(SessionReplaced replaced);
}
