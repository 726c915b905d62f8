package dev.kith.messaging.people;

/// A user as another one may send to them.
///
/// @param address canonical
/// @param blockedByMe the one who asks has blocked their messages
/// @param forbidden the app does not let the one who asks write to them
/// @param refusesMe they have blocked messages of the one who asks, or the app lets them have none
/// @param asks the app has them asked whether the one who asks may write to them, and they have not said yes
/// @param declined they have said no
/// @param known the one who asks has a relationship or a conversation with them
public record Peer(
        long uid,
        String address,
        boolean blockedByMe,
        boolean forbidden,
        boolean refusesMe,
        boolean asks,
        boolean declined,
        boolean known) {}
