package dev.kith.presence.people;

/// A user whose announced state was just changed.
///
/// @param shown whether others see the change: not while invisible
public record Believed(long uid, boolean shown) {}
