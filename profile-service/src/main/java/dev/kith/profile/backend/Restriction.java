package dev.kith.profile.backend;

/// What a user may do with whom. All that concerns a pair must allow it.
///
/// @param incoming who may write to the user
/// @param outgoing to whom the user may write
/// @param peers both
record Restriction(Whom incoming, Whom outgoing, Whom peers) {
    static final Restriction NONE = new Restriction(Whom.ALL, Whom.ALL, Whom.ALL);
}
