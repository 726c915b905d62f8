package dev.kith.presence.people;

/// How a user wants to be seen.
public enum Mode {
    /// As it is.
    VISIBLE,
    /// As offline, by everybody, last seen at the moment of the choice.
    INVISIBLE
}
