package dev.kith.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a phone book file. Every number of it is in exactly one of {@code matched}, {@code pending},
 * {@code invalid} and {@code duplicates}, or is one of the {@code unmatched}; cards without a number are among the invalid.
 *
 * @param cards people in the file
 * @param numbers of all of them
 * @param matched people who can be reached
 * @param pending stored; looked up when the quota refills
 * @param invalid not stored, each with the reason
 * @param duplicates numbers that stand further up in the file, in this or another spelling
 * @param unmatched how many are stored, and nobody who lets the user find them
 * @param newlyMatched entries of earlier syncs that match only now; their place is not known
 * @param version of the book on the server after the import
 * @param entries of the book after the import
 */
public record ContactImportResult(
        Format file,
        int cards,
        int numbers,
        List<Match> matched,
        List<Place> pending,
        List<Rejected> invalid,
        List<Duplicate> duplicates,
        int unmatched,
        List<ContactSyncResult.Match> newlyMatched,
        long version,
        int entries,
        ContactSyncResult.@Nullable Quota quota) {

    public ContactImportResult {
        matched = List.copyOf(matched);
        pending = List.copyOf(pending);
        invalid = List.copyOf(invalid);
        duplicates = List.copyOf(duplicates);
        newlyMatched = List.copyOf(newlyMatched);
    }

    /**
     * What the server recognised.
     *
     * @param name {@code vcard} or {@code csv}
     * @param version of the vCard format
     * @param separator of the cells of a table
     */
    public record Format(
            String name,
            @Nullable String version,
            String encoding,
            @Nullable String separator) {}

    /**
     * Where a number stands.
     *
     * @param card which one, from 1
     * @param number of that card, from 1; 0 for the card as a whole
     * @param line on which the card begins, from 1
     */
    public record Place(int card, int number, int line) {}

    /** Someone who can be reached, by the address in its one canonical spelling. */
    public record Match(Place place, String address, long uid) {}

    public record Rejected(Place place, String reason) {}

    /**
     * A number that was there before.
     *
     * @param first the card in which it was
     */
    public record Duplicate(Place place, int first) {}
}
