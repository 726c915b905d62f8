package dev.kith.presence.notice;

import dev.kith.presence.people.Opening;
import dev.kith.presence.people.Projections;
import dev.kith.presence.people.Shown;
import dev.kith.presence.people.View;
import dev.kith.presence.watch.Leases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Erases a user, and takes what those saw who watched.
@ApplicationScoped
public class Departure {
    private final Projections projections;
    private final Leases leases;
    private final NoticePublisher publisher;

    Departure(Projections projections, Leases leases, NoticePublisher publisher) {
        this.projections = projections;
        this.leases = leases;
        this.publisher = publisher;
    }

    /// Everything stored of the user, but for the bare uid. May be repeated.
    public Uni<Void> erase(long uid, String app, String address) {
        var nobody = new Shown(uid, app, address, false, null, Opening.CLOSED);
        return projections
                .left(uid, app)
                .flatMap(before -> leases.watchers(List.of(uid)))
                .map(watchers -> watchers.getOrDefault(uid, List.of()))
                .flatMap(watchers -> publisher.publish(
                        watchers.isEmpty() ? List.of() : List.of(new Notice(nobody, View.NOTHING, watchers))))
                .flatMap(told -> leases.forget(uid));
    }
}
