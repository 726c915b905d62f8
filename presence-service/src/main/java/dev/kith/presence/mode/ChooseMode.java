package dev.kith.presence.mode;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.presence.notice.Announcer;
import dev.kith.presence.notice.Change;
import dev.kith.presence.people.Mode;
import dev.kith.presence.people.Person;
import dev.kith.presence.people.PersonRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.exception.ConstraintViolationException;

/// Chooses how a user is seen. Kept over restarts; those who watch hear the change of the state that they see, never
/// that there is a mode.
@ApplicationScoped
class ChooseMode {
    private final PersonRepository people;
    private final Announcer announcer;
    private final Clock clock;

    ChooseMode(PersonRepository people, Announcer announcer, Clock clock) {
        this.people = people;
        this.announcer = announcer;
        this.clock = clock;
    }

    Uni<Mode> choose(Caller caller, Mode mode) {
        return Panache.withTransaction(() -> store(caller, mode))
                // The event of a new user was stored between our look and our insert: the next look finds it.
                .onFailure(ConstraintViolationException.class)
                .retry()
                .atMost(1)
                .invoke(changed -> tell(caller, changed))
                .replaceWith(mode);
    }

    private Uni<Boolean> store(Caller caller, Mode mode) {
        return people.lockedOrNew(caller.uid(), caller.app()).map(person -> {
            refuseLeft(person);
            return person.show(mode, clock.instant());
        });
    }

    private void tell(Caller caller, boolean changed) {
        if (changed) {
            announcer.tell(new Change.OfState(caller.uid()));
        }
    }

    private static void refuseLeft(Person person) {
        if (person.hasLeft()) {
            throw new ProblemException(ErrorCode.REVOKED, "This account is gone.");
        }
    }
}
