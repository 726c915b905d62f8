/// Who exists and how they stand to each other: projections of other services' events.
@NullMarked
package dev.kith.messaging.people;

import org.jspecify.annotations.NullMarked;
