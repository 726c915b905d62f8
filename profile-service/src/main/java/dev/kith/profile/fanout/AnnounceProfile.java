package dev.kith.profile.fanout;

import dev.kith.profile.fanout.SubscriberRepository.Chunk;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Tells the followers who are online of a changed profile.
///
/// Works in chunks of followers, so that a popular user needs no more memory than any other, and makes one notice
/// for each distinct view, whoever shares it. Who sees nothing of the change hears nothing. Nothing is written for
/// those who are offline.
@ApplicationScoped
class AnnounceProfile {
    private static final int CHUNK = 2000;

    private final SubscriberRepository subscribers;
    private final OnlineSessions sessions;
    private final NoticeOrder order;
    private final Notices notices;
    private final FanOutMetrics metrics;

    AnnounceProfile(
            SubscriberRepository subscribers,
            OnlineSessions sessions,
            NoticeOrder order,
            Notices notices,
            FanOutMetrics metrics) {
        this.subscribers = subscribers;
        this.sessions = sessions;
        this.order = order;
        this.notices = notices;
        this.metrics = metrics;
    }

    /// Tells whoever any of these changes of one profile concerns, as it stands now.
    Uni<Void> announce(List<ProfileChange> changes) {
        return order.next().flatMap(number -> announceAbove(changes, number, 0)).invoke(() -> metrics.told(changes));
    }

    private Uni<Void> announceAbove(List<ProfileChange> changes, long number, long viewer) {
        return subscribers
                .next(
                        changes.getFirst().subject(),
                        viewer,
                        CHUNK,
                        changes.getFirst().transaction())
                .flatMap(chunk -> tell(changes, number, chunk).flatMap(told -> rest(changes, number, chunk)));
    }

    private Uni<Void> rest(List<ProfileChange> changes, long number, Optional<Chunk> told) {
        return told.filter(chunk -> chunk.followers().size() == CHUNK)
                .map(chunk -> announceAbove(
                        changes, number, chunk.followers().getLast().viewer()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    // Nothing to tell of who has left: the erasure, which still knew the followers, has told them.
    private Uni<Void> tell(List<ProfileChange> changes, long number, Optional<Chunk> chunk) {
        return chunk.map(some -> tell(new Views(some, changes), number, some))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> tell(Views views, long number, Chunk chunk) {
        metrics.looked(chunk.followers().size(), views);
        return sessions.among(views.viewers()).flatMap(online -> publish(views, number, chunk, online));
    }

    private Uni<Void> publish(Views views, long number, Chunk chunk, List<Long> online) {
        return Multi.createFrom()
                .iterable(views.of(online).entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        group -> notices.publish(chunk.subject(), number, group.getKey(), group.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
