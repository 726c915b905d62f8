package dev.kith.messaging.inbox;

import dev.kith.contracts.event.StoredMessage;

/// The copy of a message in the inbox of one of its two.
///
/// @param message as it stands, without the address of the copy's owner
/// @param sent the owner wrote it
/// @param deleted its content is gone
/// @param contentHash as it was sent
public record Copy(
        StoredMessage message, long peer, String peerAddress, boolean sent, boolean deleted, long contentHash) {
    /// Whether it is between two people, not of a group.
    public boolean isOfTwo() {
        return peer > 0;
    }

    /// The group that it was sent to; 0: it is between two people.
    public long group() {
        return message.getGroup();
    }

    /// Whether others have it: not of one that its group did not take.
    public boolean isChangeable() {
        return isOfTwo() || message.getGroupSeq() > 0;
    }
}
