/** Exported phone books, read piece by piece: bytes to text, to lines, to people and their numbers. */
@NullMarked
package dev.kith.phonebook;

import org.jspecify.annotations.NullMarked;
