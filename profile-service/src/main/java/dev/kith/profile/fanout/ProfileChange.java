package dev.kith.profile.fanout;

import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.visibility.Standing;
import dev.kith.profile.state.ProfileState;
import java.util.List;
import java.util.Map;

/// One version of a profile against the one before.
///
/// @param levelsBefore of the changed fields that had a value
record ProfileChange(ProfileState now, List<String> changed, Map<String, Integer> levelsBefore) {
    static ProfileChange of(ProfileUpdated event) {
        return new ProfileChange(ProfileState.of(event), event.getChangedList(), event.getLevelsBeforeMap());
    }

    /// Whether somebody who stands so sees another profile than before.
    boolean concerns(Standing standing) {
        return changed.stream().anyMatch(name -> sees(standing, name) || saw(standing, name));
    }

    private boolean sees(Standing standing, String name) {
        var field = now.fields().get(name);
        return field != null && field.value() != null && standing.sees(field.levels());
    }

    private boolean saw(Standing standing, String name) {
        var before = levelsBefore.get(name);
        return before != null && standing.sees(before);
    }
}
