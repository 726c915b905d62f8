package dev.kith.messaging.groupinbox;

/// How far the inbox of a member who is away has what is in the group.
///
/// @param seq the newest message
/// @param changes number of the newest change of one
record Absence(long seq, long changes) {}
