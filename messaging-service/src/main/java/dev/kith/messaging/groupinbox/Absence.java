package dev.kith.messaging.groupinbox;

/// How far the inbox of a member who is away has what is in the group.
///
/// @param version of the group when they were found away
/// @param seq the newest message
/// @param changes number of the newest change of one
record Absence(long version, long seq, long changes) {}
