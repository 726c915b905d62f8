package dev.kith.contacts.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a sync. Every index of `add` is in `matched`, `pending` or `invalid`, or is stored and nobody
/// whom the caller may find.
///
/// @param version of the book now; the `base` of the next call
/// @param checksum xor of all tags of the book, 16 hexadecimal digits
/// @param tagKey with which the client computes tags: the first 8 bytes of HMAC-SHA-256(key, canonical address)
/// @param entries how many the book has now
/// @param quota new look-ups left
/// @param equal whether the client's checksum is the book's; absent when it sent none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SyncAnswer(
        long version,
        String checksum,
        String tagKey,
        int entries,
        List<Match> matched,
        List<Integer> pending,
        List<Invalid> invalid,
        QuotaLeft quota,
        @Nullable Boolean equal) {

    /// A user whom the caller may find.
    ///
    /// @param index in `add`; absent for an entry of an earlier call that is looked up only now
    /// @param address canonical
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Match(@Nullable Integer index, String address, long uid) {}

    /// An entry that is not stored.
    public record Invalid(int index, String reason) {}

    /// New look-ups that are left.
    ///
    /// @param refillsAt when there is one more; absent when none is missing
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record QuotaLeft(int left, @Nullable Instant refillsAt) {}
}
