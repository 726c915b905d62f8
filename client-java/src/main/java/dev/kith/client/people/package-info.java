/** What is known here of people and groups, and of the user's phone book. */
@NullMarked
package dev.kith.client.people;

import org.jspecify.annotations.NullMarked;
