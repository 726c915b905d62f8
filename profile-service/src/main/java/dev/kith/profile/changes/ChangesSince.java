package dev.kith.profile.changes;

import dev.kith.profile.cursor.Cursor;
import dev.kith.profile.group.GroupProfile;
import dev.kith.profile.group.GroupProfiles;
import dev.kith.profile.viewing.View;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Tells a viewer who was away what they see differently now, as it stands now: each profile once a round, however
/// often it changed.
///
/// A change is never skipped. One that was written while the round before was read can come twice.
@ApplicationScoped
class ChangesSince {
    private final ChangesRepository changes;
    private final GroupProfiles groups;
    private final Clock clock;

    ChangesSince(ChangesRepository changes, GroupProfiles groups, Clock clock) {
        this.changes = changes;
        this.groups = groups;
        this.clock = clock;
    }

    /// A part of the changes.
    ///
    /// @param seen profiles as the viewer sees them now
    /// @param gone addresses of which the viewer sees nothing any more: users who left, who block or are blocked,
    ///     and whom the viewer does not follow any more, and those that somebody moved away from; to be applied
    ///     before `seen`
    /// @param next cursor for what comes after
    /// @param more there is another page right now
    record Page(List<View> seen, List<String> gone, Groups groups, ChangesCursor next, boolean more) {}

    /// Groups, all on the first page of a round: there are not many of them.
    ///
    /// @param seen profiles of groups that the viewer is in, as they stand now
    /// @param gone groups that the viewer is not in any more
    record Groups(List<GroupProfile> seen, List<Long> gone) {
        static final Groups NONE = new Groups(List.of(), List.of());
    }

    Uni<Page> page(ChangesCursor cursor, String app, int most) {
        return changes.position()
                .map(position -> placed(cursor, position))
                .flatMap(placed ->
                        changes.changed(placed, app, most).flatMap(views -> page(cursor, placed, views, most)));
    }

    private ChangesCursor placed(ChangesCursor cursor, ChangesRepository.Position position) {
        // A cursor from the future is that of another database, such as the one before a restore.
        if (Math.max(cursor.from(), cursor.head()) > position.horizon()) {
            throw Cursor.bad();
        }
        return cursor.begins() ? cursor.upTo(position.head(), clock.instant()) : cursor;
    }

    private Uni<Page> page(ChangesCursor asked, ChangesCursor placed, List<View> views, int most) {
        boolean more = views.size() == most;
        var next = more ? placed.after(views.getLast().profile().uid()) : placed.done();
        var seen = views.stream().filter(ChangesSince::isSeen).toList();
        var gone = placed.knowsNothing() ? List.<String>of() : unseen(views);
        if (!asked.begins()) {
            return Uni.createFrom().item(new Page(seen, gone, Groups.NONE, next, more));
        }
        return asked.knowsNothing()
                ? groups.changed(placed.viewer(), placed.from())
                        .map(all -> new Page(seen, gone, new Groups(all, List.of()), next, more))
                : changes.gone(placed)
                        .flatMap(left ->
                                groups(placed).map(told -> new Page(seen, both(left, gone), told, next, more)));
    }

    private Uni<Groups> groups(ChangesCursor placed) {
        return groups.changed(placed.viewer(), placed.from())
                .flatMap(seen -> groups.left(placed.viewer(), placed.from()).map(gone -> new Groups(seen, gone)));
    }

    private static boolean isSeen(View view) {
        return view.mine().subscribed() && !view.standing().blocked();
    }

    private static List<String> unseen(List<View> views) {
        return views.stream()
                .filter(view -> !isSeen(view))
                .map(view -> view.profile().address())
                .toList();
    }

    private static List<String> both(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
