package dev.kith.messaging.inbox;

/// What the writer has to know of a row to decide about the next record: never its body.
///
/// @param status number of a [MessageStatus]
/// @param changedSeq seq of the latest change
/// @param conflictSeq seq of the latest id conflict told to the sender; 0 for none
/// @param contentHash of what a repeat must equal, see [ContentHash]
/// @param disappear see [Fading]
record InboxRow(int status, long changedSeq, long conflictSeq, long contentHash, long disappear) {
    /// Of what stays.
    InboxRow(int status, long changedSeq, long conflictSeq, long contentHash) {
        this(status, changedSeq, conflictSeq, contentHash, 0);
    }

    InboxRow risen(int newStatus, long seq) {
        return new InboxRow(newStatus, seq, conflictSeq, contentHash, disappear);
    }

    /// As it stands, after another change.
    InboxRow changed(long seq) {
        return new InboxRow(status, seq, conflictSeq, contentHash, disappear);
    }

    InboxRow conflicted(long seq) {
        return new InboxRow(status, seq, seq, contentHash, disappear);
    }
}
