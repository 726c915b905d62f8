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
    private final Notices notices;

    Withdraw(OnlineSessions sessions, Notices notices) {
        this.sessions = sessions;
        this.notices = notices;
    }

    /// Tells those of the followers who are online.
    public Uni<Void> from(ProfileState subject, List<Long> followers) {
        return sessions.among(followers).flatMap(online -> notices.publish(subject, Map.of(), online));
    }
}
