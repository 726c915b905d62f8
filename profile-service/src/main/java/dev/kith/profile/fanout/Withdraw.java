package dev.kith.profile.fanout;

import dev.kith.profile.state.ProfileState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Tells who follows a user that there is nothing to be seen of them any more.
@ApplicationScoped
public class Withdraw {
    private final OnlineSessions sessions;
    private final NoticeOrder order;
    private final Notices notices;

    Withdraw(OnlineSessions sessions, NoticeOrder order, Notices notices) {
        this.sessions = sessions;
        this.order = order;
        this.notices = notices;
    }

    /// Tells those of the followers who are online.
    public Uni<Void> from(ProfileState subject, List<Long> followers) {
        return order.next()
                .flatMap(number -> sessions.among(followers)
                        .flatMap(online -> notices.publish(subject, number, Map.of(), online)));
    }
}
