package dev.kith.messaging.people;

import dev.kith.contracts.event.RelationshipUpdated;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What some records come to.
///
/// @param standing as the last record of each pair says
/// @param ended pairs that had no relationship at some point: what is stored of them is older than that
record RelationshipBatch(Map<PairKey, RelationshipUpdated> standing, Set<PairKey> ended) {

    static RelationshipBatch of(List<RelationshipChange> changes) {
        var batch = new RelationshipBatch(new LinkedHashMap<>(), new HashSet<>());
        changes.forEach(batch::add);
        return batch;
    }

    private void add(RelationshipChange change) {
        if (change.state().isPresent()) {
            standing.put(change.pair(), change.state().get());
        } else {
            standing.remove(change.pair());
            ended.add(change.pair());
        }
    }
}
