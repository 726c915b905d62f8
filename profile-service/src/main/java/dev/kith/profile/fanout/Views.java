package dev.kith.profile.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.kit.visibility.Standing;
import dev.kith.profile.fanout.SubscriberRepository.Chunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What the followers of a chunk are told after some changes: all that they see of the profile, worked out once
/// for those who stand alike, and one object for all who see the same.
final class Views {
    private final Map<Long, SortedMap<String, JsonNode>> viewByViewer = new HashMap<>();
    private final Map<SortedMap<String, JsonNode>, SortedMap<String, JsonNode>> distinct = new HashMap<>();

    Views(Chunk chunk, List<ProfileChange> changes) {
        var viewByStanding = new HashMap<Standing, SortedMap<String, JsonNode>>();
        var concernedByStanding = new HashMap<Standing, Boolean>();
        boolean anybody = changes.stream().anyMatch(ProfileChange::concernsAnybody);
        for (var one : chunk.followers()) {
            // Who stands otherwise since the first change may have seen what nobody who stands so sees: neither this
            // nor the news of the standing, which finds the profile changed already, would tell them.
            boolean concerned = (one.turned() && anybody)
                    || concernedByStanding.computeIfAbsent(
                            one.standing(), standing -> changes.stream().anyMatch(change -> change.concerns(standing)));
            if (concerned) {
                viewByViewer.put(
                        one.viewer(),
                        viewByStanding.computeIfAbsent(one.standing(), standing -> view(chunk, standing)));
            }
        }
    }

    private SortedMap<String, JsonNode> view(Chunk chunk, Standing standing) {
        var view = chunk.subject().visibleTo(standing);
        return distinct.computeIfAbsent(view, same -> view);
    }

    /// Those whom a change concerns.
    List<Long> viewers() {
        return List.copyOf(viewByViewer.keySet());
    }

    int distinct() {
        return distinct.size();
    }

    /// These viewers by what they see. By the object, so that a large profile is not compared for each of them.
    Map<SortedMap<String, JsonNode>, List<Long>> of(List<Long> viewers) {
        var viewersByView = new IdentityHashMap<SortedMap<String, JsonNode>, List<Long>>();
        viewers.forEach(viewer -> viewersByView
                .computeIfAbsent(viewByViewer.get(viewer), view -> new ArrayList<>())
                .add(viewer));
        return viewersByView;
    }
}
