package dev.kith.bench.chaos.messages;

/// A message as a device showed it.
///
/// @param seq where it stands in the inbox
/// @param id of the message
/// @param message its number, from its text
record Shown(long seq, long id, int message) {}
