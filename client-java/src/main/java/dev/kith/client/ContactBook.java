package dev.kith.client;

import java.util.List;
import java.util.Set;

/**
 * What the server holds of the user's phone book. Of people who are no users it has no number that could be given back.
 *
 * @param entries how many in all
 * @param pending how many of them wait for look-up quota
 * @param contacts those who can be reached
 */
public record ContactBook(long version, int entries, int pending, List<Contact> contacts) {
    public ContactBook {
        contacts = List.copyOf(contacts);
    }

    /**
     * Someone who can be reached.
     *
     * @param levels that the book grants them
     */
    public record Contact(String address, long uid, Set<Integer> levels, boolean subscribed) {}
}
