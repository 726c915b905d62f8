package dev.kith.auth.verification;

/// What the proof of a number is good for. A code that was sent for one purpose is worth nothing for another.
public enum Purpose {
    /// Signing in, up if need be.
    SIGN_IN,
    /// Becoming the number of a user who is signed in.
    NUMBER,
    /// Seeing and ending what is held about a number without an account.
    TRACES
}
