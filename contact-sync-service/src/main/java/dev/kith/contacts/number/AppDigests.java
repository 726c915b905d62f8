package dev.kith.contacts.number;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Digests of one app under the keys that live, as these were when this was made: what one call reads, it reads
/// by one of these. Not thread-safe; cheap to make.
public final class AppDigests {
    private final int key;
    private final AddressDigest current;
    private final Map<Integer, AddressDigest> others = new TreeMap<>();

    AppDigests(String app, Pepper current, List<Pepper> others) {
        this.key = current.version();
        this.current = new AddressDigest(current.secret(), app);
        others.forEach(pepper -> this.others.put(pepper.version(), new AddressDigest(pepper.secret(), app)));
    }

    /// Version of the key under which entries are stored.
    public int key() {
        return key;
    }

    /// What an address is stored as.
    public UUID of(String address) {
        return current.of(address);
    }

    /// What it may still be stored as, while two keys live.
    public Optional<UUID> otherOf(String address) {
        return others.values().stream().findFirst().map(other -> other.of(address));
    }

    /// Under every key that lives, by its version, the lowest first.
    public Map<Integer, UUID> allOf(String address) {
        var all = new TreeMap<Integer, UUID>();
        all.put(key, of(address));
        others.forEach((version, other) -> all.put(version, other.of(address)));
        return all;
    }

    /// The values of [#allOf].
    public UUID[] arrayOf(String address) {
        return allOf(address).values().toArray(UUID[]::new);
    }
}
