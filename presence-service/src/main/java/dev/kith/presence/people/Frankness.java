package dev.kith.presence.people;

/// Which of their own fields somebody shows to anybody at all. Who hides a field sees nobody else's: a field that no
/// level opens is hidden, and who is invisible hides both.
///
/// @param state online or offline
/// @param time last seen
public record Frankness(boolean state, boolean time) {
    /// Also of one of whom nothing is known yet.
    public static final Frankness FULL = new Frankness(true, true);
}
