package dev.kith.presence.state;

import dev.kith.presence.notice.Announcer;
import dev.kith.presence.notice.Change;
import dev.kith.presence.people.Beliefs;
import dev.kith.presence.people.Believed;
import dev.kith.presence.session.RegistryReading;
import dev.kith.presence.session.SessionRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decides who is online: by what the session registry holds now, never by what an event said. So events may be late,
/// doubled or lost; each is only a reason to look.
///
/// Who has a session is online at once. Who has none is absent, and offline only if that lasts, see [Absences]. All
/// calls may be repeated and run at once, on one node or several.
@ApplicationScoped
public class Judgement {
    private final SessionRegistry registry;
    private final Beliefs beliefs;
    private final Absences absences;
    private final Announcer announcer;
    private final Clock clock;
    private final MeterRegistry meters;

    Judgement(
            SessionRegistry registry,
            Beliefs beliefs,
            Absences absences,
            Announcer announcer,
            Clock clock,
            MeterRegistry meters) {
        this.registry = registry;
        this.beliefs = beliefs;
        this.absences = absences;
        this.announcer = announcer;
        this.clock = clock;
        this.meters = meters;
        meters.gauge("kith.presence.absences", absences, Absences::size);
    }

    /// Looks at one user of whom something was heard at this time.
    ///
    /// @param goodbye a device of the user has said that it goes
    public Uni<Void> look(long uid, Instant heardAt, boolean goodbye) {
        return registry.read(List.of(uid)).flatMap(reading -> {
            noteMissing(List.of(uid), reading, heardAt);
            if (goodbye) {
                absences.hasten(uid);
            }
            return come(reading.present());
        });
    }

    /// Looks at users who are believed online: notes when the present ones were seen, and who of them is missing.
    Uni<Void> lookAtOnline(List<Long> uids) {
        return registry.read(uids).flatMap(reading -> {
            noteMissing(uids, reading, clock.instant());
            reading.present().forEach(absences::end);
            return reading.heartbeats().isEmpty() ? Uni.createFrom().voidItem() : beliefs.seen(reading.heartbeats());
        });
    }

    /// Looks at users of whom nothing is believed: those who are there come.
    Uni<Void> lookForSessions(List<Long> uids) {
        return registry.read(uids).flatMap(reading -> come(reading.present()));
    }

    /// Users who were missing for long enough: those who still have no session are offline. Answers false if the
    /// registry proves nothing at the moment, so that they have to wait.
    Uni<Boolean> lookAgain(Map<Long, Instant> lastSeen) {
        return registry.read(List.copyOf(lastSeen.keySet())).flatMap(reading -> {
            reading.present().forEach(absences::end);
            var gone = new HashMap<>(lastSeen);
            gone.keySet().removeAll(reading.present());
            return reading.isEvidence()
                    ? go(gone).replaceWith(true)
                    : Uni.createFrom().item(false);
        });
    }

    private void noteMissing(List<Long> uids, RegistryReading reading, Instant noLaterThan) {
        for (long uid : reading.missing(uids)) {
            reading.heartbeat(uid)
                    .ifPresentOrElse(
                            heartbeat -> absences.beginSilent(uid, heartbeat), () -> absences.begin(uid, noLaterThan));
        }
    }

    private Uni<Void> come(Collection<Long> present) {
        if (present.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        present.forEach(absences::end);
        return beliefs.come(present, clock.instant())
                .invoke(come -> tell(come, "online"))
                .replaceWithVoid();
    }

    private Uni<Void> go(Map<Long, Instant> lastSeen) {
        if (lastSeen.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // A session may have been opened since the registry was read. Its event found the user still online and did
        // nothing; so it is for us to look once more, now that "offline" is stored.
        return beliefs.go(lastSeen)
                .invoke(gone -> tell(gone, "offline"))
                .invoke(() -> lastSeen.keySet().forEach(absences::end))
                .flatMap(gone -> lookForSessions(List.copyOf(lastSeen.keySet())));
    }

    private void tell(List<Believed> changed, String state) {
        meters.counter("kith.presence.changes", "to", state).increment(changed.size());
        changed.stream().filter(Believed::shown).forEach(person -> announcer.tell(new Change.OfState(person.uid())));
    }
}
