package dev.kith.client;

/** How an address stands in the user's book, as far as the user may know it. */
public enum ContactStanding {
    /** Its holder can be reached. */
    REACHABLE,
    /** It is in the book, and waits for look-up quota. */
    PENDING,
    /** It is in the book and was looked up: nobody there, or nobody who lets the user find them. Which, is not told. */
    UNREACHABLE,
    /** No device of the user has synced it, or one took it out again. */
    NOT_IN_BOOK
}
