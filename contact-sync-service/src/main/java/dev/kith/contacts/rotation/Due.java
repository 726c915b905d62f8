package dev.kith.contacts.rotation;

import dev.kith.contacts.number.Pepper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be done next, as the configured keys and those in the database stand.
sealed interface Due {
    /// Users are to be put into the directory under this key.
    record Fill(Key key, Pepper pepper) implements Due {}

    /// A key goes over to its next step.
    record Begin(Key key) implements Due {}

    /// Entries are to be brought under this key.
    record Move(Key key) implements Due {}

    /// Entries that still stand under this key are to be removed; those of users come under the other.
    record Drop(Key key, int present) implements Due {}

    /// The users' rows under this key are to be removed.
    record Clear(Key key, Pepper present) implements Due {}

    /// The keys that are configured, the one to be used first, against those that the database knows.
    static Optional<Due> of(List<Pepper> configured, List<Key> known, Instant now, Duration recount) {
        var present = configured.getFirst();
        return Stream.of(
                        configured.stream().flatMap(pepper -> fill(pepper, known).stream()),
                        known.stream().flatMap(key -> use(key, present, known, now.minus(recount)).stream()),
                        known.stream().flatMap(key -> retire(key, configured).stream()))
                .flatMap(due -> due)
                .findFirst();
    }

    private static Optional<Due> fill(Pepper pepper, List<Key> known) {
        return known.stream()
                .filter(key -> key.version() == pepper.version() && key.step() == Step.FILLING)
                .findFirst()
                .map(key -> new Fill(key, pepper));
    }

    private static Optional<Due> use(Key key, Pepper present, List<Key> known, Instant countedBefore) {
        boolean isOutdated = known.stream()
                .anyMatch(other ->
                        other.version() > present.version() && other.step().isUsed());
        if (key.version() != present.version() || isOutdated) {
            return Optional.empty(); // another node has gone ahead: moving back what it has moved would never end
        }
        boolean isAlone = known.size() == 1;
        return switch (key.step()) {
            case FILLED -> Optional.of(new Begin(key.begins(Step.MOVING)));
            case MOVING, COUNTING -> Optional.of(new Move(key));
            case DONE ->
                !isAlone && key.at().isBefore(countedBefore)
                        ? Optional.of(new Begin(key.begins(Step.COUNTING)))
                        : Optional.empty();
            case FILLING, DROPPING, CLEARING -> Optional.empty();
        };
    }

    /// A key that is no longer configured. One that was never used stands for no entry.
    private static Optional<Due> retire(Key key, List<Pepper> configured) {
        if (configured.stream().anyMatch(pepper -> pepper.version() == key.version())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (key.step()) {
                    case FILLING, FILLED -> new Begin(key.begins(Step.CLEARING));
                    case MOVING, DONE, COUNTING -> new Begin(key.begins(Step.DROPPING));
                    case DROPPING -> new Drop(key, configured.getFirst().version());
                    case CLEARING -> new Clear(key, configured.getFirst());
                });
    }
}
