package dev.kith.bench.chaos.messages;

/// A row of an inbox.
///
/// @param user whose inbox it is, by number
/// @param message its number, from its text
/// @param status as its owner sees it, by the number of the contract
record StoredMessage(int user, int message, int status) {}
