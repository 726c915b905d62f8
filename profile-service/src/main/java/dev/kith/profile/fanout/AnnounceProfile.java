package dev.kith.profile.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.profile.fanout.SubscriberRepository.Subscriber;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

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
    private final Notices notices;

    AnnounceProfile(SubscriberRepository subscribers, OnlineSessions sessions, Notices notices) {
        this.subscribers = subscribers;
        this.sessions = sessions;
        this.notices = notices;
    }

    Uni<Void> announce(ProfileChange change) {
        return announceAbove(change, 0);
    }

    private Uni<Void> announceAbove(ProfileChange change, long viewer) {
        return subscribers
                .next(change.now().uid(), viewer, CHUNK)
                .flatMap(chunk -> chunk.size() < CHUNK
                        ? tell(change, chunk)
                        : tell(change, chunk)
                                .flatMap(told ->
                                        announceAbove(change, chunk.getLast().viewer())));
    }

    private Uni<Void> tell(ProfileChange change, List<Subscriber> chunk) {
        var concerned = chunk.stream()
                .filter(one -> change.concerns(one.standing()))
                .collect(
                        Collectors.toMap(Subscriber::viewer, one -> change.now().visibleTo(one.standing())));
        return sessions.among(List.copyOf(concerned.keySet())).flatMap(online -> publish(change, concerned, online));
    }

    private Uni<Void> publish(ProfileChange change, Map<Long, SortedMap<String, JsonNode>> views, List<Long> online) {
        var viewersByView = online.stream().collect(Collectors.groupingBy(views::get));
        return Multi.createFrom()
                .iterable(viewersByView.entrySet())
                .onItem()
                .transformToUniAndConcatenate(group -> notices.publish(change.now(), group.getKey(), group.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
