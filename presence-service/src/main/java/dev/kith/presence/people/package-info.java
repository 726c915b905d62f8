/// What is stored of people: levels, relationships, belief, mode, last seen. All SQL of the service is here.
@NullMarked
package dev.kith.presence.people;

import org.jspecify.annotations.NullMarked;
