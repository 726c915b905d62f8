package dev.kith.profile.fanout;

import dev.kith.kit.event.Outage;
import dev.kith.profile.state.ProfileState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Tells who follows a user that there is nothing to be seen of them any more.
///
/// Who followed is known from the transaction that ended it, and from nowhere after that: a listener that is
/// called again for the same record finds it done. So this tries again itself, as long as an outage lasts, and
/// the record waits meanwhile. What a crash leaves untold, followers learn by their next question for changes.
@ApplicationScoped
public class Withdraw {
    private static final int CHUNK = 2000;
    private static final int TRIES = 5;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(Withdraw.class);

    private final OnlineSessions sessions;
    private final NoticeOrder order;
    private final Notices notices;

    Withdraw(OnlineSessions sessions, NoticeOrder order, Notices notices) {
        this.sessions = sessions;
        this.order = order;
        this.notices = notices;
    }

    /// Tells those of the followers who are online, chunk by chunk. One that fails midway is told again, under
    /// the same number.
    public Uni<Void> from(ProfileState subject, List<Long> followers) {
        return patiently(order::next)
                .flatMap(number -> Multi.createFrom()
                        .items(chunks(followers))
                        .onItem()
                        .transformToUniAndConcatenate(chunk -> patiently(() -> tell(subject, number, chunk)))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private static Stream<List<Long>> chunks(List<Long> followers) {
        return IntStream.iterate(0, from -> from < followers.size(), from -> from + CHUNK)
                .mapToObj(from -> followers.subList(from, Math.min(followers.size(), from + CHUNK)));
    }

    private Uni<Void> tell(ProfileState subject, long number, List<Long> followers) {
        return sessions.among(followers).flatMap(online -> notices.publish(subject, number, Map.of(), online));
    }

    /// Gives up only on what goes on failing for its own reasons.
    private static <T> Uni<T> patiently(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure(failure -> !Outage.isOne(failure))
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .atMost(TRIES - 1)
                .onFailure(Outage::isOne)
                .invoke(outage -> LOG.warnf("followers wait to be told: %s", outage.toString()))
                .onFailure(Outage::isOne)
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely();
    }
}
