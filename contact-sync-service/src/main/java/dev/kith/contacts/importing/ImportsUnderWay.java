package dev.kith.contacts.importing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Keeps a node from more imports than it can hold: one at a time for each account, and so many for all.
@ApplicationScoped
class ImportsUnderWay {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Set<Long> accounts = ConcurrentHashMap.newKeySet();
    private final RateLimit rate;
    private final int most;

    ImportsUnderWay(ImportConfiguration configuration) {
        this.rate = new RateLimit("imports", configuration.perHour(), Duration.ofHours(1));
        this.most = configuration.atOnce();
    }

    /// Lets it run, or refuses it.
    ///
    /// @throws ProblemException `too-many`; `unavailable` when it is the others who are too many
    <T> Uni<T> admit(long uid, Supplier<Uni<T>> running) {
        rate.take(String.valueOf(uid));
        if (accounts.size() >= most) {
            throw ProblemException.retryAfter(ErrorCode.UNAVAILABLE, "Too many imports at the moment.", SOON);
        }
        if (!accounts.add(uid)) {
            throw ProblemException.retryAfter(ErrorCode.TOO_MANY, "Another import of yours is under way.", SOON);
        }
        return Uni.createFrom().deferred(running::get).onTermination().invoke(() -> accounts.remove(uid));
    }
}
