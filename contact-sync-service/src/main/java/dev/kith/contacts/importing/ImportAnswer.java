package dev.kith.contacts.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.contacts.book.SyncAnswer.QuotaLeft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a file. Every number of it is in exactly one of `matched`, `pending`, `invalid` and `duplicates`, or
/// is one of the `unmatched`; every card without a number is in `invalid`.
///
/// @param cards people in the file: vCards, or rows of the table
/// @param numbers of all of them
/// @param matched users whom the caller may find
/// @param pending stored; looked up as quota comes back
/// @param invalid not stored
/// @param duplicates numbers that stand further up in the file in one spelling or another
/// @param unmatched how many are stored, and nobody whom the caller may find
/// @param version of the book now; `base` of the next sync
/// @param checksum of the book, as a sync answers it
/// @param tagKey as a sync answers it
/// @param entries of the book now
/// @param quota new look-ups left
public record ImportAnswer(
        Format file,
        int cards,
        int numbers,
        List<Match> matched,
        List<Place> pending,
        List<Invalid> invalid,
        List<Duplicate> duplicates,
        int unmatched,
        long version,
        String checksum,
        String tagKey,
        int entries,
        QuotaLeft quota) {

    /// What was recognised.
    ///
    /// @param format `vcard` or `csv`
    /// @param version of the vCard format
    /// @param separator of the cells of a table
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Format(
            String format,
            @Nullable String version,
            String encoding,
            @Nullable String separator) {}

    /// Where a number stands.
    ///
    /// @param card which one, from 1
    /// @param number of that card, from 1
    /// @param line on which the card begins, from 1
    public record Place(int card, int number, int line) {}

    /// A user whom the caller may find.
    ///
    /// @param card absent, as number and line, for an entry of an earlier call that is looked up only now
    /// @param address canonical
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Match(
            @Nullable Integer card,
            @Nullable Integer number,
            @Nullable Integer line,
            String address,
            long uid) {}

    /// A card that cannot be read (`broken-card`), has no number (`no-number`), or a number that is none.
    ///
    /// @param number absent when it is about the card
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Invalid(int card, @Nullable Integer number, int line, String reason) {}

    /// A number that was there before.
    ///
    /// @param first the card in which it was
    public record Duplicate(int card, int number, int line, int first) {}
}
