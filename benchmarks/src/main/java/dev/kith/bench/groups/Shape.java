package dev.kith.bench.groups;

import java.util.stream.IntStream;

/// Who is in which group. The users stand in a circle, and each group has some who stand side by side: so that
/// a user is in several.
///
/// @param members of each group
/// @param online of these, have a socket; the others are away
/// @param users who have a socket, in all
record Shape(int groups, int members, int online, int users) {
    /// The group to which a message goes: they take turns.
    int groupOf(int message) {
        return message % groups;
    }

    /// Within the group those take turns who are online.
    int senderOf(int message) {
        return user(groupOf(message), message / groups % online);
    }

    int user(int group, int place) {
        return (first(group) + place) % users;
    }

    boolean has(int group, int user) {
        return (user - first(group) + users) % users < online;
    }

    int[] usersOf(int group) {
        return IntStream.range(0, online).map(place -> user(group, place)).toArray();
    }

    private int first(int group) {
        return (int) ((long) group * users / groups);
    }
}
