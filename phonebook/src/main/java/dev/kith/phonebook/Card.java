package dev.kith.phonebook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person of the file: a vCard, or a row of a table.
 *
 * @param position among the people of the file, from 1
 * @param line on which it begins, from 1
 * @param name empty where the file has none, or where names were left out
 * @param numbers in the order of the file
 * @param fault what is wrong with it; the numbers that could be read are there all the same
 */
public record Card(
        int position,
        int line,
        String name,
        List<Phone> numbers,
        @Nullable Fault fault) {
    /** One with more numbers than this is no card of a person. */
    static final int MOST_NUMBERS = 1_000;

    public Card {
        numbers = List.copyOf(numbers);
    }

    /** As read: without a number at all, or with far too many, something is wrong with it. */
    static Card read(int position, int line, String name, List<Phone> numbers, @Nullable Fault known) {
        if (numbers.size() > MOST_NUMBERS) {
            return new Card(position, line, name, List.of(), Fault.TOO_LARGE);
        }
        return new Card(position, line, name, numbers, known == null && numbers.isEmpty() ? Fault.NO_NUMBER : known);
    }

    /**
     * A telephone number.
     *
     * @param text as it is written in the file
     */
    public record Phone(String text, Line kind) {
        /** Says nothing of whose number it is. */
        @Override
        public String toString() {
            return kind.toString();
        }
    }

    /** What sort of line a number is, as far as the file says. */
    public enum Line {
        MOBILE,
        HOME,
        WORK,
        FAX,
        PAGER,
        OTHER
    }

    /** Why a card gives less than it should. */
    public enum Fault {
        /** It is no card that can be understood. */
        UNREADABLE,
        /** It is larger than a card of one person is, pictures aside, or has far too many numbers. */
        TOO_LARGE,
        /** It has no end; read as far as it goes. */
        NO_END,
        /** A quote in this row is opened and never closed. */
        OPEN_QUOTE,
        /** All is well, but there is no number. */
        NO_NUMBER
    }

    /** Where it stands, and nothing of what is in it: this may get into a log. */
    @Override
    public String toString() {
        return "card " + position + " on line " + line;
    }
}
