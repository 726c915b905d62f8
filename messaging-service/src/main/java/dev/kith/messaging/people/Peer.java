package dev.kith.messaging.people;

/// A user as another one may send to them.
///
/// @param address canonical
/// @param blockedByMe the one who asks has blocked them
/// @param blocksMe they have blocked the one who asks
/// @param known the one who asks has a relationship or a conversation with them
public record Peer(long uid, String address, boolean blockedByMe, boolean blocksMe, boolean known) {}
