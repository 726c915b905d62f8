package dev.kith.cli.chat;

import dev.kith.cli.session.Names;
import dev.kith.client.Message;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How people and groups are called: as the user's own books have it, else as they call themselves, else by address.
final class People {
    private final Names names;
    private final String own;
    private final Map<String, String> ownWords = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();

    /// @param own address of the user
    People(Names names, String own) {
        this.names = names;
        this.own = own;
    }

    void met(Message message) {
        message.senderProfile().name().ifPresent(name -> met(message.sender(), name));
    }

    void met(String address, String name) {
        ownWords.put(address, name);
    }

    void met(long group, String name) {
        groups.put(group, name);
    }

    boolean knows(long group) {
        return groups.containsKey(group);
    }

    String of(String address) {
        if (address.equals(own)) {
            return "you";
        }
        var saved = names.of(address);
        return saved.isEmpty() ? ownWords.getOrDefault(address, address) : saved;
    }

    String of(Room room) {
        if (!room.isGroup()) {
            return of(room.peer());
        }
        var name = groups.get(room.group());
        return name == null ? "group " + room.group() : name;
    }

    /// Whom the user's books call so.
    Optional<Room> find(String name) {
        return names.addressOf(name).map(Room::with);
    }

    /// Whether what was typed means this room: its name or the beginning of it, its address or number.
    boolean means(String typed, Room room) {
        return of(room).toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT))
                || typed.equals(room.isGroup() ? "group:" + room.group() : room.peer());
    }
}
