package dev.kith.profile.fanout;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.visibility.Standing;
import dev.kith.profile.viewing.View;
import dev.kith.profile.viewing.ViewRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

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

    Uni<Void> announce(RelationshipUpdated event) {
        boolean hides = BlockKinds.has(BlockKinds.of(event), BlockKind.PROFILE);
        boolean hidBefore = BlockKinds.has(before(event), BlockKind.PROFILE);
        var toPeer = hides == hidBefore && event.getLevels() == event.getLevelsBefore()
                ? Uni.createFrom().voidItem()
                : tell(
                        event.getApp(),
                        event.getPeer(),
                        event.getOwner(),
                        view -> view.standing(event.getLevelsBefore(), hidBefore));
        return BlockKinds.isAll(BlockKinds.of(event)) == BlockKinds.isAll(before(event))
                ? toPeer
                : toPeer.flatMap(told -> tellOwner(event));
    }

    // Who blocks everything of somebody does not see them any more either.
    private Uni<Void> tellOwner(RelationshipUpdated event) {
        return tell(
                event.getApp(),
                event.getOwner(),
                event.getPeer(),
                view -> BlockKinds.isAll(before(event)) || view.theirs().hides()
                        ? Standing.behindBlock()
                        : Standing.granted(view.theirs().levels()));
    }

    private static int before(RelationshipUpdated event) {
        return event.getBlockedBefore() && event.getBlockKindsBefore() == BlockKinds.NONE
                ? BlockKinds.ALL
                : event.getBlockKindsBefore();
    }

    // The registry is asked first: a book grants many, and most of them are offline.
    private Uni<Void> tell(String app, long viewer, long subject, Function<View, Standing> before) {
        return sessions.among(List.of(viewer))
                .flatMap(online -> online.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : order.next()
                                .flatMap(number -> views.byUids(viewer, app, List.of(subject))
                                        .flatMap(found -> publish(found, number, before))));
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
