package dev.kith.client;

/** What a call is made of. */
public enum CallKind {
    AUDIO,
    VIDEO
}
