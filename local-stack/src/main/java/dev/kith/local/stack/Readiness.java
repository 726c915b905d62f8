package dev.kith.local.stack;

/// What a part answers when asked whether it can be used.
public sealed interface Readiness {
    /// It answers, and it is the one that we started.
    record Ready() implements Readiness {}

    /// It does not serve yet, or no more.
    record NotYet(String why) implements Readiness {}

    /// Something else answers in its place.
    record Foreign(String who) implements Readiness {}

    static Readiness ready() {
        return new Ready();
    }

    static Readiness notYet(Exception why) {
        return new NotYet(why.getMessage() == null ? why.toString() : why.getMessage());
    }
}
