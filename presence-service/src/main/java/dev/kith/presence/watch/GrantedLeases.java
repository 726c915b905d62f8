package dev.kith.presence.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/// The leases that this node granted, for as long as they last: what it can put back when Redis loses them.
/// Bounded; the least recent are forgotten, and end with the next flush or their time. Thread-safe.
@ApplicationScoped
class GrantedLeases {
    private static final int MOST = 200_000;

    private final Cache<Watcher, Lease> leases;

    GrantedLeases(WatchConfiguration configuration) {
        this.leases = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(configuration.lease())
                .build();
    }

    void remember(Watcher watcher, Lease lease) {
        leases.put(watcher, lease);
    }

    Map<Watcher, Lease> all() {
        return Map.copyOf(leases.asMap());
    }

    /// @param until epoch milliseconds
    record Lease(Set<Long> subjects, long until) {}
}
