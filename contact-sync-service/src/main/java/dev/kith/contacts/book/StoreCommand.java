package dev.kith.contacts.book;

import java.util.List;
import java.util.UUID;

/// Arrays for the one statement that stores entries: the same place in each is the same entry.
///
/// @param uids of the users found, 0 for none
/// @param free entries whose look-up costs nothing
@SuppressWarnings("ArrayRecordComponent") // moved to the driver, never compared
record StoreCommand(
        UUID[] digests, Long[] tags, Long[] uids, Boolean[] free, int levels, boolean merge, boolean subscribe) {

    static StoreCommand of(List<Slot> slots, List<Hit> hits, int levels, boolean merge, boolean subscribe) {
        var uids = new Long[slots.size()];
        var free = new Boolean[slots.size()];
        java.util.Arrays.fill(uids, 0L);
        java.util.Arrays.fill(free, false);
        for (var hit : hits) {
            uids[hit.ordinal()] = hit.findable() ? hit.uid() : 0L;
            free[hit.ordinal()] = hit.isFree();
        }
        return new StoreCommand(
                Slot.digests(slots),
                slots.stream().map(Slot::tag).toArray(Long[]::new),
                uids,
                free,
                levels,
                merge,
                subscribe);
    }

    /// An entry as the database knows it.
    record Slot(UUID digest, long tag) {
        static UUID[] digests(List<Slot> slots) {
            return slots.stream().map(Slot::digest).toArray(UUID[]::new);
        }
    }
}
