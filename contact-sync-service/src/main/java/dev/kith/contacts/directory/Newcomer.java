package dev.kith.contacts.directory;

import java.util.Map;
import java.util.UUID;

/// A user as auth-service announces them: new, or at another address than before.
///
/// @param address canonical
/// @param digests of the address under each key that lives, by its version, the lowest first: the order in which
///     everybody takes the rows of one user
/// @param since when the address became theirs, as a number that only rises; of one who never moved, the uid
record Newcomer(
        long uid, String app, String address, Map<Integer, UUID> digests, Discoverability discoverability, long since) {
    Integer[] keys() {
        return digests.keySet().toArray(Integer[]::new);
    }

    UUID[] values() {
        return digests.values().toArray(UUID[]::new);
    }
}
