package dev.kith.local.testing.line;

/// Decides for each frame what becomes of it.
@FunctionalInterface
public interface Weather {
    Weather FAIR = (way, number) -> Fate.ARRIVES;

    /// What becomes of this frame.
    ///
    /// @param number 1, 2, 3, ... of those that go this way, over all connections of a line
    Fate of(Way way, int number);
}
