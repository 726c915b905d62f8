/// What is held about the address of somebody without an account, for that person.
@NullMarked
package dev.kith.contacts.traces;

import org.jspecify.annotations.NullMarked;
