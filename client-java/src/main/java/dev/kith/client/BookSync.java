package dev.kith.client;

/**
 * What became of a phone book.
 *
 * @param entries how many different numbers it has
 * @param unchanged how many of them the server had already, and were not sent
 * @param removed how many it had of an earlier reading that are in the book no more
 * @param uploaded what became of those that were sent; its indexes count those alone
 */
public record BookSync(int entries, int unchanged, int removed, ContactSyncResult uploaded) {}
