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
    private final Duration goodbyeDelay;

    Absences(Clock clock, StateConfiguration configuration) {
        this.clock = clock;
        this.delay = configuration.offlineDelay();
        this.goodbyeDelay = configuration.goodbyeDelay();
    }

    /// A user has no session now; they were seen last when said. The delay runs from the first time this is said.
    void begin(long uid, Instant lastSeen) {
        absences.putIfAbsent(uid, new Absence(clock.instant().plus(delay), lastSeen));
    }

    /// A user's session has gone without a word: they have been away since its last heartbeat, and the delay runs
    /// from there.
    void beginSilent(long uid, Instant heartbeat) {
        absences.putIfAbsent(uid, new Absence(heartbeat.plus(delay), heartbeat));
    }

    /// Who is absent has said goodbye, which makes the delay a short one.
    void hasten(long uid) {
        var end = clock.instant().plus(goodbyeDelay);
        absences.computeIfPresent(
                uid, (absent, absence) -> absence.end().isAfter(end) ? new Absence(end, absence.lastSeen()) : absence);
    }

    /// The user is there, or it was told that they are not.
    void end(long uid) {
        absences.remove(uid);
    }

    /// Some of those who were away for longer than the delay, with the time when they were seen last.
    Map<Long, Instant> due(int most) {
        var now = clock.instant();
        var due = new HashMap<Long, Instant>();
        for (var entry : absences.entrySet()) {
            if (due.size() == most) {
                break;
            }
            if (!entry.getValue().end().isAfter(now)) {
                due.put(entry.getKey(), entry.getValue().lastSeen());
            }
        }
        return due;
    }

    int size() {
        return absences.size();
    }

    /// @param end when it has lasted long enough
    private record Absence(Instant end, Instant lastSeen) {}
}
