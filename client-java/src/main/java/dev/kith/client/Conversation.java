package dev.kith.client;

/**
 * A conversation as it stands at the server.
 *
 * @param peer empty: it is a group's
 * @param group 0: it is with a peer
 * @param unread at most 10,000 are counted
 */
public record Conversation(String peer, long group, Message lastMessage, long unread) {}
