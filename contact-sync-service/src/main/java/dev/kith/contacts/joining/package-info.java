/// Telling holders of an address about the user behind it.
@NullMarked
package dev.kith.contacts.joining;

import org.jspecify.annotations.NullMarked;
