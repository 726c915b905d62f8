package dev.kith.presence.people;

/// Someone who looks at someone.
public record Pair(long subject, long viewer) {
    /// The other way round.
    public Pair reversed() {
        return new Pair(viewer, subject);
    }
}
