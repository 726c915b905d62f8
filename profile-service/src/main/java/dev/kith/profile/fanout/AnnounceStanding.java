package dev.kith.profile.fanout;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.visibility.Standing;
import dev.kith.profile.viewing.View;
import dev.kith.profile.viewing.ViewRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Tells a follower who is online that the owner of a profile shows them more or less than before. A block concerns
/// both, each as follower of the other.
@ApplicationScoped
class AnnounceStanding {
    private final ViewRepository views;
    private final OnlineSessions sessions;
    private final NoticeOrder order;
    private final Notices notices;

    AnnounceStanding(ViewRepository views, OnlineSessions sessions, NoticeOrder order, Notices notices) {
        this.views = views;
        this.sessions = sessions;
        this.order = order;
        this.notices = notices;
    }

    /// In their order. Who is online is asked first and once for all: a book grants many, and most of them are offline.
    Uni<Void> announce(List<RelationshipUpdated> events) {
        var news = events.stream().flatMap(AnnounceStanding::news).toList();
        return sessions.among(news.stream().map(News::viewer).distinct().toList())
                .flatMap(online -> tell(news, Set.copyOf(online)));
    }

    /// That a viewer may see a subject's profile otherwise than before.
    ///
    /// @param before how the viewer stood, of how they stand now
    private record News(String app, long viewer, long subject, Function<View, Standing> before) {}

    private static Stream<News> news(RelationshipUpdated event) {
        boolean hides = BlockKinds.has(BlockKinds.of(event), BlockKind.PROFILE);
        boolean hidBefore = BlockKinds.has(before(event), BlockKind.PROFILE);
        var news = Stream.<News>builder();
        if (hides != hidBefore || event.getLevels() != event.getLevelsBefore()) {
            news.add(new News(
                    event.getApp(),
                    event.getPeer(),
                    event.getOwner(),
                    view -> view.standing(event.getLevelsBefore(), hidBefore)));
        }
        // Who blocks everything of somebody does not see them any more either.
        if (BlockKinds.isAll(BlockKinds.of(event)) != BlockKinds.isAll(before(event))) {
            news.add(new News(
                    event.getApp(),
                    event.getOwner(),
                    event.getPeer(),
                    view -> BlockKinds.isAll(before(event)) || view.theirs().hides()
                            ? Standing.behindBlock()
                            : Standing.granted(view.theirs().levels())));
        }
        return news.build();
    }

    private static int before(RelationshipUpdated event) {
        return event.getBlockedBefore() && event.getBlockKindsBefore() == BlockKinds.NONE
                ? BlockKinds.ALL
                : event.getBlockKindsBefore();
    }

    private Uni<Void> tell(List<News> news, Set<Long> online) {
        return Multi.createFrom()
                .items(news.stream().filter(one -> online.contains(one.viewer())))
                .onItem()
                .transformToUniAndConcatenate(this::tell)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tell(News news) {
        return order.next()
                .flatMap(number -> views.byUids(news.viewer(), news.app(), List.of(news.subject()))
                        .flatMap(found -> publish(found, number, news.before())));
    }

    private Uni<Void> publish(List<View> found, long number, Function<View, Standing> before) {
        return found.stream()
                .filter(view -> isNews(view, before))
                .findFirst()
                .map(view -> notices.publish(view.profile(), number, view.fields(), List.of(view.viewer())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static boolean isNews(View view, Function<View, Standing> before) {
        return view.mine().subscribed()
                && !view.profile().visibleTo(before.apply(view)).equals(view.fields());
    }
}
