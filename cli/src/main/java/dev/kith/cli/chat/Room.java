package dev.kith.cli.chat;

import dev.kith.client.Conversation;
import dev.kith.client.HistoryQuery;
import dev.kith.client.Message;

/// Where one talks: with somebody, or in a group.
///
/// @param peer empty: it is a group's
/// @param group 0: it is with a peer
record Room(String peer, long group) {
    static Room with(String peer) {
        return new Room(peer, 0);
    }

    static Room of(long group) {
        return new Room("", group);
    }

    static Room of(Message message) {
        return message.isOfGroup() ? of(message.group()) : with(message.peer());
    }

    static Room of(Conversation conversation) {
        return conversation.group() == 0 ? with(conversation.peer()) : of(conversation.group());
    }

    boolean isGroup() {
        return group != 0;
    }

    HistoryQuery query() {
        return isGroup()
                ? HistoryQuery.all().inGroup(group)
                : HistoryQuery.all().withPeer(peer);
    }
}
