package dev.kith.presence.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Users found without a session who are still believed online: not away yet, perhaps only changing networks.
///
/// Kept in memory by the node that found them. If it dies, the sweep of the node that takes its users over finds them
/// again, a few seconds later. Thread-safe.
@ApplicationScoped
public class Absences {
    private final Map<Long, Absence> absences = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration delay;

    Absences(Clock clock, StateConfiguration configuration) {
        this.clock = clock;
        this.delay = configuration.offlineDelay();
    }

    /// A user has no session now; they were seen last when said. The delay runs from the first time this is said.
    void begin(long uid, Instant lastSeen) {
        absences.putIfAbsent(uid, new Absence(clock.instant(), lastSeen));
    }

    /// A user's session has gone without a word: they have been away since its last heartbeat, and the delay runs
    /// from there.
    void beginSilent(long uid, Instant heartbeat) {
        absences.putIfAbsent(uid, new Absence(heartbeat, heartbeat));
    }

    /// The user is there, or it was told that they are not.
    void end(long uid) {
        absences.remove(uid);
    }

    /// Some of those who were away for longer than the delay, with the time when they were seen last.
    Map<Long, Instant> due(int most) {
        var before = clock.instant().minus(delay);
        var due = new HashMap<Long, Instant>();
        for (var entry : absences.entrySet()) {
            if (due.size() == most) {
                break;
            }
            if (!entry.getValue().since().isAfter(before)) {
                due.put(entry.getKey(), entry.getValue().lastSeen());
            }
        }
        return due;
    }

    int size() {
        return absences.size();
    }

    private record Absence(Instant since, Instant lastSeen) {}
}
