package dev.kith.client;

/**
 * How far a message of the user has come in its group.
 *
 * @param recipients to how many it was sent
 * @param delivered how many of them have it, if it asked for a delivery receipt
 * @param read how many have read it, if it asked for a read receipt
 */
public record GroupReceipts(int recipients, int delivered, int read) {}
