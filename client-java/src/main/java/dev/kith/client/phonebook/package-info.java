/** Reads the phone books that other programs export. */
@NullMarked
package dev.kith.client.phonebook;

import org.jspecify.annotations.NullMarked;
