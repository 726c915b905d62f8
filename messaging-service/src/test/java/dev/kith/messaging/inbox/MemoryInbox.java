package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.socket.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The store in memory: applies changes as the statements do.
final class MemoryInbox {
    final Map<Long, Long> heads = new HashMap<>();
    final Map<InboxKey, InboxRow> rows = new HashMap<>();
    final Map<InboxKey, Mark> marks = new HashMap<>();
    final Map<InboxKey, Integer> early = new HashMap<>();
    final List<InboxRecord> outcomes = new ArrayList<>();
    final Map<Long, List<Entry>> told = new HashMap<>();

    Map<Long, List<Entry>> store(InboxRecord... records) {
        return store(List.of(records));
    }

    Map<Long, List<Entry>> store(List<InboxRecord> records) {
        var keys = InboxBatch.keys(records);
        var before = new InboxState(
                new HashMap<>(heads),
                new HashMap<>(rows),
                new HashMap<>(marks),
                new HashMap<>(early),
                Set.of(),
                Map.of(),
                Map.of());
        before.rows().keySet().retainAll(keys); // a batch sees only what it asked for
        before.marks().keySet().retainAll(keys);
        before.early().keySet().retainAll(keys);
        var change = InboxBatch.change(before, records);
        heads.putAll(change.heads());
        change.inserted().forEach((key, inserted) -> {
            // The row of a group is written anew with each of its versions.
            if (rows.put(key, inserted.row()) != null && !inserted.origin().hasGroup()) {
                throw new AssertionError("inserted twice: " + key);
            }
        });
        change.updated().forEach((key, row) -> {
            if (rows.put(key, row) == null) {
                throw new AssertionError("updated, and not there: " + key);
            }
        });
        marks.putAll(change.marks());
        outcomes.addAll(change.outcomes());
        early.putAll(change.early());
        early.keySet().removeAll(change.spent());
        change.entries()
                .forEach((owner, entries) ->
                        told.computeIfAbsent(owner, o -> new ArrayList<>()).addAll(entries));
        return change.entries();
    }
}
