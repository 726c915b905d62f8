package dev.kith.profile.fanout;

import dev.kith.contracts.Levels;
import dev.kith.contracts.event.FieldBefore;
import dev.kith.contracts.event.OpeningBefore;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.visibility.Standing;
import dev.kith.profile.state.ProfileState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One version of a profile against the one before.
///
/// @param before of the changed fields that had a value
/// @param transaction number of the one that wrote it
/// @param at when it was committed
record ProfileChange(
        ProfileState now, List<String> changed, Map<String, FieldBefore> before, long transaction, Instant at) {
    /// In place of the position of a value: none is seen.
    private static final int NOTHING = 0;

    /// One was seen that is none of the values now.
    private static final int ANOTHER = -1;

    static ProfileChange of(ProfileUpdated event, Instant at) {
        return new ProfileChange(
                ProfileState.of(event),
                List.copyOf(event.getChangedList()),
                event.getBeforeList().stream().collect(Collectors.toMap(FieldBefore::getName, Function.identity())),
                event.getTransaction(),
                at);
    }

    /// Uid of whose profile it is.
    long subject() {
        return now.uid();
    }

    /// Whether somebody who stands so sees another profile than before.
    boolean concerns(Standing standing) {
        return changed.stream().anyMatch(name -> sees(standing, name) != saw(standing, name));
    }

    /// Whether anybody saw something that is another now. For those of whom it is not known any more what they saw.
    boolean concernsAnybody() {
        return changed.stream().anyMatch(name -> openBefore(name) != Levels.NONE);
    }

    /// Whether there is a level by which less is seen than before.
    boolean takesAway() {
        return changed.stream().anyMatch(name -> (openBefore(name) & ~openNow(name)) != 0);
    }

    private int openBefore(String name) {
        return openings(name).stream()
                .mapToInt(OpeningBefore::getLevels)
                .reduce(Levels.NONE, (all, levels) -> all | levels);
    }

    private int openNow(String name) {
        var field = now.fields().get(name);
        return field == null || field.variants().getFirst().value() == null ? Levels.NONE : field.levels();
    }

    private List<OpeningBefore> openings(String name) {
        return before.getOrDefault(name, FieldBefore.getDefaultInstance()).getOpeningsList();
    }

    /// The value that is seen, counted from 1.
    private int sees(Standing standing, String name) {
        var field = now.fields().get(name);
        if (field == null) {
            return NOTHING;
        }
        var decision = field.decide(standing);
        return field.shown(decision).isPresent() ? 1 + decision.value() : NOTHING;
    }

    /// The value now that was seen before, counted from 1.
    private int saw(Standing standing, String name) {
        var openings = openings(name);
        var decision = standing.decide(
                openings.stream().mapToInt(OpeningBefore::getLevels).toArray());
        if (!decision.visible()) {
            return NOTHING;
        }
        int still = openings.get(decision.value()).getStill();
        return still == 0 ? ANOTHER : still;
    }
}
