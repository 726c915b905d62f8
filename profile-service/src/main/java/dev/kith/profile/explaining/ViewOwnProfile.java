package dev.kith.profile.explaining;

import dev.kith.kit.caller.Caller;
import dev.kith.profile.finding.FindUsers;
import dev.kith.profile.viewing.View;
import dev.kith.profile.viewing.ViewRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Reads the caller's profile exactly as it is read for somebody else.
///
/// That somebody must be one whom the caller could read themselves: who has blocked the caller is unreachable here as
/// everywhere, so nobody learns of a block by looking at themselves with the other's eyes.
@ApplicationScoped
class ViewOwnProfile {
    private final FindUsers users;
    private final ViewRepository views;

    ViewOwnProfile(FindUsers users, ViewRepository views) {
        this.users = users;
        this.views = views;
    }

    /// What a viewer sees of the caller.
    record Seen(View view, String viewer) {}

    /// The caller's profile and the side of nobody else; empty for a user who is not known here.
    Uni<Optional<View>> own(Caller caller) {
        return views.byUids(caller.uid(), caller.app(), List.of(caller.uid()))
                .map(found -> found.stream().findFirst());
    }

    /// @throws dev.kith.kit.problem.ProblemException `unreachable` where there is no such viewer for this caller
    Uni<Optional<Seen>> as(Caller caller, String viewer) {
        return users.toRead(caller, viewer)
                .map(View::profile)
                .flatMap(found -> views.byUids(found.uid(), caller.app(), List.of(caller.uid()))
                        .map(own -> own.stream().findFirst().map(view -> new Seen(view, found.address()))));
    }
}
