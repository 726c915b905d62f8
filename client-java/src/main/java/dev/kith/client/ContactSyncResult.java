package dev.kith.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of each entry of a contact sync. Every entry is in exactly one of the four lists; indexes count from 0 in the
 * order in which the addresses were given.
 *
 * @param version of the book on the server after this sync
 * @param matched people who can be reached
 * @param unmatched valid, but on Kith there is nobody of that number who lets the user find them; may be invited
 * @param pending stored; looked up when the quota refills
 * @param invalid not stored, each with the reason
 * @param newlyMatched entries of earlier syncs that match only now; their index is -1
 */
public record ContactSyncResult(
        long version,
        List<Match> matched,
        List<Entry> unmatched,
        List<Entry> pending,
        List<Rejected> invalid,
        List<Match> newlyMatched,
        @Nullable Quota quota) {

    public ContactSyncResult {
        matched = List.copyOf(matched);
        unmatched = List.copyOf(unmatched);
        pending = List.copyOf(pending);
        invalid = List.copyOf(invalid);
        newlyMatched = List.copyOf(newlyMatched);
    }

    /** An entry as it was given. */
    public record Entry(int index, String given) {}

    /** Someone who can be reached, by the address in its one canonical spelling: the one to use from then on. */
    public record Match(int index, String given, String address, long uid) {}

    public record Rejected(int index, String given, String reason) {}

    /** How many new look-ups are left, and when there will be more. */
    public record Quota(long left, @Nullable Instant refillsAt) {}
}
