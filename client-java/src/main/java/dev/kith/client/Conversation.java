package dev.kith.client;

/**
 * A conversation as it stands at the server.
 *
 * @param peer empty: it is a group's
 * @param group 0: it is with a peer
 * @param name how to call the peer or the group, as {@link Profile#displayName} and {@link GroupProfile#displayName}
 * @param unread at most 10,000 are counted
 */
public record Conversation(String peer, long group, String name, Message lastMessage, long unread) {}
