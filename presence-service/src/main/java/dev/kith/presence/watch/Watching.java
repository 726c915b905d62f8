package dev.kith.presence.watch;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Whom the devices of one user watch. Pure.
record Watching(Map<String, Set<Long>> subjectsByDevice) {

    /// Of the entries of the list, see [Watcher#entry].
    static Watching of(List<String> entries) {
        return new Watching(entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.substring(0, entry.lastIndexOf('|')),
                        Collectors.mapping(
                                entry -> Long.parseLong(entry.substring(entry.lastIndexOf('|') + 1)),
                                Collectors.toUnmodifiableSet()))));
    }

    /// Whom the device watched, and does not if it watches these.
    Set<Long> releasedBy(String device, Set<Long> subjects) {
        var released = new HashSet<>(subjectsByDevice.getOrDefault(device, Set.of()));
        released.removeAll(subjects);
        return released;
    }

    /// Whether another device of the user watches the subject.
    boolean isWatchedByOthers(String device, long subject) {
        return subjectsByDevice.entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(device) && other.getValue().contains(subject));
    }
}
