package dev.kith.messaging.socket;

import dev.kith.contracts.socket.PresenceOf;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How fast one device hears of the presence of others: a frame, then none for a while, and what was new meanwhile
/// in the next, of each person the latest. Pure, for one thread.
final class PresencePace {
    /// Between two frames: at most two in a second.
    static final Duration REST = Duration.ofMillis(500);

    /// More people than a device can watch; beyond it the oldest news is left to the renewal of the watch.
    static final int MOST_WAITING = 500;

    private final Map<String, PresenceOf> waiting = new LinkedHashMap<>(0);
    private boolean resting;

    /// News of somebody. The frame that goes out now, after which to rest; none while it rests.
    Optional<PresenceOf> hear(PresenceOf news) {
        waiting.remove(news.getAddress());
        waiting.put(news.getAddress(), news);
        if (waiting.size() > MOST_WAITING) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        return resting ? Optional.empty() : next();
    }

    /// The rest is over. The frame that goes out now, after which to rest again, if there was news.
    Optional<PresenceOf> rested() {
        resting = false;
        return next();
    }

    private Optional<PresenceOf> next() {
        var news = waiting.values().iterator();
        if (!news.hasNext()) {
            return Optional.empty();
        }
        var frame = news.next().toBuilder();
        news.forEachRemaining(frame::addAlso);
        waiting.clear();
        resting = true;
        return Optional.of(frame.build());
    }
}
