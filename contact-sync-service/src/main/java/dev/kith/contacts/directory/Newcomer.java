package dev.kith.contacts.directory;

import java.util.Map;
import java.util.UUID;

/// A user who exists from now on.
///
/// @param address canonical
/// @param digests of the address under each key that lives, by its version, the lowest first: the order in which
///     everybody takes the rows of one user
record Newcomer(long uid, String app, String address, Map<Integer, UUID> digests, Discoverability discoverability) {
    Integer[] keys() {
        return digests.keySet().toArray(Integer[]::new);
    }

    UUID[] values() {
        return digests.values().toArray(UUID[]::new);
    }
}
