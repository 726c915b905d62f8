package dev.kith.presence.notice;

import dev.kith.kit.visibility.Standing;
import dev.kith.presence.people.Opening;

/// Something that may let somebody see something else of a subject than before.
public sealed interface Change {
    /// Whom it is about.
    long subject();

    /// The subject came or went. Concerns all who watch and see anything.
    record OfState(long subject) implements Change {}

    /// The subject opened the fields to other levels. Concerns those for whom that makes a difference.
    record OfOpening(long subject, Opening before) implements Change {}

    /// The subject stands differently to one viewer. Concerns that viewer alone, and only if it makes a difference.
    record OfStanding(long subject, long viewer, Standing before) implements Change {}
}
