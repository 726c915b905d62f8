package dev.kith.cli.chat;

import dev.kith.client.Conversation;
import dev.kith.client.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The user's conversations in the order in which they were listed last, and what is unread in them since.
final class RoomList {
    private final People people;
    private final List<Room> rooms = new ArrayList<>();
    private final Map<Room, Long> unread = new HashMap<>();
    private final Map<Room, Message> newest = new HashMap<>();

    RoomList(People people) {
        this.people = people;
    }

    void listed(List<Conversation> conversations) {
        rooms.clear();
        unread.clear();
        newest.clear();
        for (var conversation : conversations) {
            var room = Room.of(conversation);
            rooms.add(room);
            unread.put(room, conversation.unread());
            newest.put(room, conversation.lastMessage());
        }
    }

    /// One that the list does not count yet.
    void arrived(Message message) {
        var room = Room.of(message);
        var known = newest.get(room);
        if (known == null || isAfter(message, known)) {
            newest.put(room, message);
            unread.merge(room, 1L, Long::sum);
            if (!rooms.contains(room)) {
                rooms.add(room);
            }
        }
    }

    private static boolean isAfter(Message message, Message known) {
        int order = message.acceptedAt().compareTo(known.acceptedAt());
        return order > 0 || (order == 0 && message.id() > known.id());
    }

    void read(Room room) {
        unread.remove(room);
    }

    long unreadBeside(@Nullable Room open) {
        return unread.entrySet().stream()
                .filter(one -> !one.getKey().equals(open))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// What was typed: a number of the list, `group:7`, a name or its beginning, an address.
    Optional<Room> find(String typed) {
        if (typed.matches("\\d{1,4}")) {
            int number = Integer.parseInt(typed);
            return number >= 1 && number <= rooms.size() ? Optional.of(rooms.get(number - 1)) : Optional.empty();
        }
        if (typed.matches("group:\\d{1,18}")) {
            return Optional.of(Room.of(Long.parseLong(typed.substring("group:".length()))));
        }
        return rooms.stream()
                .filter(room -> people.means(typed, room))
                .findFirst()
                .or(() -> people.find(typed))
                .or(() -> address(typed));
    }

    private static Optional<Room> address(String typed) {
        var plain = typed.startsWith("+") ? typed.replaceAll("[\\s()/.-]", "") : typed;
        return plain.matches("\\+\\d{4,15}|\\S+@\\S+") ? Optional.of(Room.with(plain)) : Optional.empty();
    }
}
