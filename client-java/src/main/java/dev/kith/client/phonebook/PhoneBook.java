package dev.kith.client.phonebook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a file had: a number each, in the file's order, and what could not be read.
 *
 * @param format as recognised, such as {@code vCard 3.0} or {@code CSV}
 */
public record PhoneBook(String format, List<Entry> entries, List<Problem> problems) implements AddressBookSource {
    public PhoneBook {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** What sort of line a number is, as far as the file says. */
    public enum Kind {
        MOBILE,
        HOME,
        WORK,
        FAX,
        PAGER,
        OTHER
    }

    /**
     * One number of one person.
     *
     * @param address as it is written in the file
     * @param position of the person in the file, from 1: which card, or which line
     */
    public record Entry(String name, String address, Kind kind, int position) {}

    /** A person of whom there is no number, or a part of the file that cannot be read. */
    public record Problem(int position, String name, String reason) {}

    /** Every number, in the file's order, as a contact sync takes them; its indexes are those of {@link #entries()}. */
    public List<String> addresses() {
        return entries.stream().map(Entry::address).toList();
    }

    @Override
    public List<Contact> contacts() {
        return entries.stream()
                .map(entry -> new Contact(entry.name(), entry.address()))
                .toList();
    }

    /** How many numbers of each kind. */
    public Map<Kind, Long> countByKind() {
        return entries.stream().collect(Collectors.groupingBy(Entry::kind, TreeMap::new, Collectors.counting()));
    }
}
