package dev.kith.presence.notice;

import dev.kith.presence.people.Pair;
import dev.kith.presence.people.Relation;
import dev.kith.presence.people.Shown;
import dev.kith.presence.people.Sight;
import dev.kith.presence.people.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sorts viewers by what a change lets them see. Pure.
final class Audience {
    private Audience() {}

    /// The notices that a change makes among these viewers: one for each view that any of them has.
    ///
    /// Who sees nothing hears nothing, or the moment of the notice would tell what they may not see; except when it
    /// was taken from them just now.
    static List<Notice> of(Change change, Shown subject, List<Long> viewers, Map<Pair, Relation> relations) {
        var viewersByView = new LinkedHashMap<View, List<Long>>();
        for (long viewer : viewers) {
            var relation = relations.getOrDefault(new Pair(subject.uid(), viewer), Relation.NONE);
            var sight = viewer == subject.uid() ? Sight.OWN : relation.sight();
            if (concerns(change, subject, sight)) {
                viewersByView
                        .computeIfAbsent(View.of(subject, sight), view -> new ArrayList<>())
                        .add(viewer);
            }
        }
        return viewersByView.entrySet().stream()
                .map(group -> new Notice(subject, group.getKey(), group.getValue()))
                .toList();
    }

    private static boolean concerns(Change change, Shown subject, Sight viewer) {
        var opening = subject.opening();
        return switch (change) {
            case Change.OfState state -> View.isOpen(opening, viewer);
            case Change.OfOpening of -> !View.isSame(of.before(), viewer, opening, viewer);
            case Change.OfStanding of -> !View.isSame(opening, viewer.as(of.before()), opening, viewer);
        };
    }
}
