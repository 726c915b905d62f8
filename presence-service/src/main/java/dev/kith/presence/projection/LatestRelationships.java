package dev.kith.presence.projection;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.presence.people.Pair;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What some records come to.
///
/// @param standing as the last record of each pair says
/// @param ended pairs that had no relationship at some point: what is stored of them is older than that
record LatestRelationships(Map<Pair, RelationshipUpdated> standing, Set<Pair> ended) {

    static LatestRelationships of(List<RelationshipChange> changes) {
        var latest = new LatestRelationships(new LinkedHashMap<>(), new HashSet<>());
        changes.forEach(latest::add);
        return latest;
    }

    private void add(RelationshipChange change) {
        switch (change) {
            case RelationshipChange.Stands(Pair pair, RelationshipUpdated event) -> standing.put(pair, event);
            case RelationshipChange.Ended(Pair pair) -> {
                standing.remove(pair);
                ended.add(pair);
            }
        }
    }
}
