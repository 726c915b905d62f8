package dev.kith.messaging.groupinbox;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The members of one group who are away, by their uids. Immutable.
final class Absentees {
    static final Absentees NONE = new Absentees(Map.of());

    private final long[] uids;
    private final Absence[] absences;
    private final Absence latest;

    Absentees(Map<Long, Absence> absenceByUid) {
        var ordered = new TreeMap<>(absenceByUid);
        uids = ordered.keySet().stream().mapToLong(Long::longValue).toArray();
        absences = ordered.values().toArray(Absence[]::new);
        latest = new Absence(
                ordered.values().stream().mapToLong(Absence::seq).max().orElse(0),
                ordered.values().stream().mapToLong(Absence::changes).max().orElse(0));
    }

    /// These, and others who are away from now on; whoever was already stays as they are.
    Absentees and(Map<Long, Absence> others) {
        var all = new TreeMap<>(others);
        for (int i = 0; i < uids.length; i++) {
            all.put(uids[i], absences[i]);
        }
        return others.isEmpty() ? this : new Absentees(all);
    }

    Optional<Absence> of(long uid) {
        int place = Arrays.binarySearch(uids, uid);
        return place < 0 ? Optional.empty() : Optional.of(absences[place]);
    }

    int size() {
        return uids.length;
    }

    /// As far as the one of them has it all who was here last.
    Absence latest() {
        return latest;
    }
}
