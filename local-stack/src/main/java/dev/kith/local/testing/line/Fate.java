package dev.kith.local.testing.line;

/// What becomes of a frame on its way.
public enum Fate {
    ARRIVES,
    /// Nobody ever has it.
    IS_LOST,
    ARRIVES_TWICE,
    /// A moment later, and what is behind it too.
    IS_LATE,
    /// The next one is there before it, if there is one within a moment.
    IS_OVERTAKEN,
    /// It is the last that arrives before the line breaks.
    IS_THE_LAST,
    /// The line breaks before it.
    IS_CUT_OFF
}
