/** Bytes to text and text to lines, as they come. */
@NullMarked
package dev.kith.phonebook.text;

import org.jspecify.annotations.NullMarked;
