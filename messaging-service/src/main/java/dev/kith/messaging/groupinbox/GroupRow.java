package dev.kith.messaging.groupinbox;

/// What the writer has to know of a stored message of a group: never its body.
///
/// @param seq in the group; 0 for one that was refused
/// @param refusal number of a MessageStatus, or 0
/// @param version of the group, whose members have it
/// @param contentHash of what a repeat must equal
record GroupRow(long seq, int refusal, long version, int recipients, long contentHash) {}
