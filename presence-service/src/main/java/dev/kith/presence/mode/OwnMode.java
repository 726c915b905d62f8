package dev.kith.presence.mode;

import dev.kith.kit.caller.Caller;
import dev.kith.presence.people.Mode;
import dev.kith.presence.people.Person;
import dev.kith.presence.people.PersonRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// How a user is seen; visible until they chose.
@ApplicationScoped
class OwnMode {
    private final PersonRepository people;

    OwnMode(PersonRepository people) {
        this.people = people;
    }

    Uni<Mode> of(Caller caller) {
        return Panache.withSession(() -> people.ofApp(caller.uid(), caller.app()))
                .map(person -> person.map(Person::mode).orElse(Mode.VISIBLE));
    }
}
