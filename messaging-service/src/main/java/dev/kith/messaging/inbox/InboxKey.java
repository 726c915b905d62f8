package dev.kith.messaging.inbox;

/// A row of the store: a message in the inbox of one user.
record InboxKey(long owner, long id) {}
