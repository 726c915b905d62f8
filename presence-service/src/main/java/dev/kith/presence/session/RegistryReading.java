package dev.kith.presence.session;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the registry said about some users at one moment.
///
/// @param heartbeats the newest heartbeat of each user who has an entry, also of one that is silent by now
/// @param oldest a user whose newest heartbeat is not after this has gone without a word
/// @param isEvidence whether one who is not present is absent; a registry that was emptied a moment ago proves
/// nothing
public record RegistryReading(Map<Long, Instant> heartbeats, Instant oldest, boolean isEvidence) {

    /// Those who have a session.
    public List<Long> present() {
        return heartbeats.keySet().stream().filter(this::isPresent).toList();
    }

    public boolean isPresent(long uid) {
        return heartbeat(uid).filter(newest -> newest.isAfter(oldest)).isPresent();
    }

    /// Of these, those who have no session.
    public List<Long> missing(Collection<Long> uids) {
        return uids.stream().filter(uid -> !isPresent(uid)).toList();
    }

    /// The newest heartbeat of a user, if the registry still knows it.
    public Optional<Instant> heartbeat(long uid) {
        return Optional.ofNullable(heartbeats.get(uid));
    }
}
