/// How many new look-ups an account has left.
@NullMarked
package dev.kith.contacts.quota;

import org.jspecify.annotations.NullMarked;
