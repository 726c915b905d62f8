package dev.kith.contacts.book;

import java.util.List;
import java.util.Set;

/// What a look-up of stored entries came to.
///
/// @param found users whom the owner may find, of entries that do not wait for quota
/// @param knowTheOwner somebody whose entry is new here has the owner in their own book
record Searched(List<Hit> found, Set<Integer> searchable, Set<Integer> waiting, boolean knowTheOwner) {
    static Searched of(Stored stored, List<Hit> hits) {
        return new Searched(
                hits.stream()
                        .filter(hit -> hit.findable() && !stored.waiting().contains(hit.ordinal()))
                        .toList(),
                stored.searchable(),
                stored.waiting(),
                hits.stream()
                        .anyMatch(hit -> hit.mutual()
                                && (stored.searchable().contains(hit.ordinal())
                                        || stored.waiting().contains(hit.ordinal()))));
    }
}
