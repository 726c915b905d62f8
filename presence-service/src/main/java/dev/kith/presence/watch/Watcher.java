package dev.kith.presence.watch;

/// A device that watches.
record Watcher(long uid, String device) {
    /// How a watched user stands in the list of this user.
    String entry(long subject) {
        return device + "|" + subject;
    }
}
