package dev.kith.kit.text;

/// What a text is made of. Thread-safe.
public final class Characters {
    private Characters() {}

    /// Whether no half of a surrogate pair stands alone. One can be named by an escape in JSON; it is no character, and
    /// whoever stored or sent it would make another of it.
    public static boolean areWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
